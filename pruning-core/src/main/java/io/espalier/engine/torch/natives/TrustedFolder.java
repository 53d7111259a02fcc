package io.espalier.engine.torch.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that code may be loaded from: nobody but this user, or root, owns or writes anything in it. Where a file system
 * knows no owners nothing is asked.
 */
final class TrustedFolder {
    private static final int ROOT = 0;

    private TrustedFolder() {}

    /** Creates the folder, for its owner alone, if it is not there. */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "the root is a folder");
        Files.createDirectories(above);
        if (knowsOwners(above)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    /** Why nothing should be loaded from it, if there is a reason in the folder itself. */
    static Optional<String> objection(Path folder) throws IOException {
        return knowsOwners(folder) ? objection(folder, user()) : Optional.empty();
    }

    /** The same of anything in it. */
    static Optional<String> objectionWithin(Path folder) throws IOException {
        if (!knowsOwners(folder)) {
            return Optional.empty();
        }
        long user = user();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                Optional<String> objection = objection(path, user);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> objection(Path path, long user) throws IOException {
        long owner = uid(path);
        if (owner != user && owner != ROOT) {
            return Optional.of(path + " belongs to another user");
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        boolean isPrivateGroup =
                attributes.group().getName().equals(attributes.owner().getName());
        boolean othersWrite = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !isPrivateGroup);
        return othersWrite ? Optional.of("other users can write to " + path) : Optional.empty();
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().containsAll(List.of("posix", "unix"));
    }

    /** The number of this process's user, which need not have a name. */
    private static long user() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? uid(self) : uid(Path.of(System.getProperty("user.home")));
    }

    private static long uid(Path path) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:uid")).longValue();
    }
}
