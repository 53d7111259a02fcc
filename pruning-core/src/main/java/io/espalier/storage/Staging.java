package io.espalier.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a local storage keeps what is being written until it gets its name. */
sealed interface Staging {
    /** A path for what is to become a file. */
    Path of(Path target) throws StoreException;

    /** Whether a path is of something that is being written. */
    boolean holds(Path path);

    /** A folder for all of it. */
    record InFolder(Path folder) implements Staging {
        @Override
        public Path of(Path target) throws StoreException {
            return AtomicFile.createFolders(folder).resolve(target.getFileName() + "." + UUID.randomUUID());
        }

        @Override
        public boolean holds(Path path) {
            return path.startsWith(folder);
        }
    }

    /** Hidden names beside the file, with the id of the process; what a killed process left of the same file is removed. */
    record Beside() implements Staging {
        private static final Pattern NAME = Pattern.compile("\\..*\\.(\\d{1,18})-[0-9a-f-]{36}\\.tmp");

        @Override
        public Path of(Path target) throws StoreException {
            removeLeft(target);
            long process = ProcessHandle.current().pid();
            return target.resolveSibling("." + target.getFileName() + "." + process + "-" + UUID.randomUUID() + ".tmp");
        }

        @Override
        public boolean holds(Path path) {
            return name(path).matches();
        }

        private static Matcher name(Path path) {
            return NAME.matcher(String.valueOf(path.getFileName()));
        }

        private static void removeLeft(Path target) throws StoreException {
            Path folder = AtomicFile.folderOf(target);
            String start = "." + target.getFileName() + ".";
            try (DirectoryStream<Path> left = Files.newDirectoryStream(
                    folder, path -> path.getFileName().toString().startsWith(start) && isLeft(name(path)))) {
                left.forEach(AtomicFile::discard);
            } catch (IOException e) {
                throw StoreException.because("read", folder.toString(), e);
            }
        }

        private static boolean isLeft(Matcher name) {
            return name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
        }
    }
}
