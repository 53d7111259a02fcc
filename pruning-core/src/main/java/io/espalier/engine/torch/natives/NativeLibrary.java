package io.espalier.engine.torch.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A library that was unpacked.
 *
 * @param origin what it was unpacked from, or null where that is not known
 */
record NativeLibrary(Path file, @Nullable URL origin) {
    private static final int BUFFER = 1 << 20;

    /** Whether it is there and, as far as its origin can tell, has its length and its checksum. */
    boolean isWhole() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        if (origin == null || !(origin.openConnection() instanceof JarURLConnection connection)) {
            return true;
        }
        JarEntry entry = connection.getJarEntry();
        return Files.size(file) == entry.getSize() && crc() == entry.getCrc();
    }

    private long crc() throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }
}
