package io.espalier.data.download;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A package as a client has downloaded it: a gzipped tar, or a Debian package, which holds a tar. Only plain files come
 * out, only from one folder, and none of them ends up elsewhere: links, devices and other paths are left in.
 *
 * @param most bytes that it may have, and that it may expand to; neither is believed of a header
 */
record Archive(Path file, long most) {
    private static final int MOST_ENTRIES = 1000;
    private static final int MOST_KIBIBYTES_OF_XZ = 256 * 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("\\w[\\w.-]{0,99}");

    /**
     * Takes the files of a folder out, but not those of folders below it.
     *
     * @throws IOException if it is not such a package, or holds more than it may
     */
    void unpack(String folder, Path into) throws IOException {
        if (Files.size(file) > most) {
            throw tooLarge(Files.size(file) + " bytes");
        }
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(new Bounded(expanded(packed)))) {
            int entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw tooLarge("more than " + MOST_ENTRIES + " entries");
                }
                take(entry, tar, folder, into);
            }
        }
    }

    private void take(TarArchiveEntry entry, InputStream content, String folder, Path into) throws IOException {
        if (entry.getRealSize() > most || entry.getSize() > most) {
            throw tooLarge("an entry of " + Math.max(entry.getRealSize(), entry.getSize()) + " bytes");
        }
        String path = entry.getName().replaceFirst("^\\./", "");
        boolean inFolder = path.startsWith(folder + "/");
        boolean plain = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() && !entry.isSparse();
        String name = inFolder ? path.substring(folder.length() + 1) : "";
        if (plain && PLAIN_NAME.matcher(name).matches()) {
            Files.copy(content, into.resolve(name));
        }
    }

    private InputStream expanded(InputStream packed) throws IOException {
        if (!file.toString().endsWith(".deb")) {
            return new GZIPInputStream(packed);
        }
        ArArchiveInputStream parts = new ArArchiveInputStream(packed);
        for (ArArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
            if (part.getName().equals("data.tar.xz")) {
                return new XZInputStream(parts, MOST_KIBIBYTES_OF_XZ);
            }
            if (part.getName().equals("data.tar.gz")) {
                return new GZIPInputStream(parts);
            }
        }
        throw new IOException("Cannot unpack " + file + ": it contains neither data.tar.gz nor data.tar.xz");
    }

    private IOException tooLarge(String found) {
        return new IOException("Cannot unpack " + file + ": " + found + " (must be at most " + most
                + " bytes when unpacked, in at most " + MOST_ENTRIES + " entries)");
    }

    /** What a package expands to, as far as it may. */
    private final class Bounded extends FilterInputStream {
        private long left = most;

        Bounded(InputStream expanded) {
            super(expanded);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            count(Math.max(count, 0));
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw tooLarge("it expands to more");
            }
        }
    }
}
