package io.espalier.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like without being read. Two of one path that are equal are of one content, unless it was written again
 * within the resolution of the clock (see {@link #isSettled}).
 *
 * @param path absolute, or an address
 * @param modified nanoseconds since 1970 at which its content was last written, as whoever wrote it says
 * @param changed the same of the file's record in the file system, which nobody can set back; as modified where there is none
 * @param inode number of that record; null where there is none
 */
public record FileStamp(
        String path,
        long size,
        long modified,
        long changed,
        @Nullable String inode) {
    /** The coarsest clock of a file system: that of FAT. */
    private static final Duration RESOLUTION = Duration.ofSeconds(2);

    /**
     * Of a file of this machine, whatever links lead to it.
     *
     * @throws IOException if it cannot be looked at, or is no file but a pipe or a device
     */
    public static FileStamp ofLocal(String path) throws IOException {
        Path file = Path.of(path).toAbsolutePath();
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isOther()) {
            throw new IOException(file + " is a pipe or a device (must be a regular file)");
        }
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new FileStamp(
                file.toString(),
                attributes.size(),
                modified,
                changed(file, modified),
                attributes.fileKey() == null ? null : attributes.fileKey().toString());
    }

    private static long changed(Path file, long otherwise) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? ((FileTime) Files.getAttribute(file, "unix:ctime")).to(TimeUnit.NANOSECONDS)
                : otherwise;
    }

    /** Whether all that was written before a moment has an earlier time, so that what is written later shows. */
    public boolean isSettled(Instant moment) {
        return Instant.ofEpochSecond(0, Math.max(modified, changed))
                .plus(RESOLUTION)
                .isBefore(moment);
    }
}
