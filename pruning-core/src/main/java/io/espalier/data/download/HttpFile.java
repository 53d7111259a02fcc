package io.espalier.data.download;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file that a server has, by HTTPS or HTTP. What arrives is checked by others. */
record HttpFile(URI address) {
    private static final int CONNECT_MILLIS = 15_000;
    private static final int READ_MILLIS = 60_000;
    private static final int ATTEMPTS = 3;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    /**
     * Downloads it, on from where an attempt before was cut off: what has arrived by then lies beside the file as {@code
     * NAME.part}, and stays there where this attempt is cut off as well.
     *
     * @param most bytes that it may have
     * @param report is told in a line what is being done
     * @throws FileNotFoundException if the server has no such file
     * @throws IOException if the server cannot be reached, answers otherwise, sends more, or is cut off time and again
     */
    void download(Path to, long most, Consumer<String> report) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        for (int attempt = 1; ; attempt++) {
            long before = length(part);
            report.accept("downloading " + address + (before > 0 ? ", from byte " + before + " on" : ""));
            try {
                receive(part, before, most);
                Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (CutOffException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            e.getMessage() + ", " + ATTEMPTS + " times (run it again to go on from there)", e);
                }
            }
        }
    }

    private static long length(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void receive(Path part, long before, long most) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        if (before > 0) {
            connection.setRequestProperty("Range", "bytes=" + before + "-");
        }
        try {
            int status = status(connection);
            if (status == UNSATISFIABLE) { // of another file, or all of it
                Files.delete(part);
                throw new CutOffException(address + " does not go on from byte " + before, null);
            }
            copy(connection, part, status == PARTIAL ? before : 0, most);
        } finally {
            connection.disconnect();
        }
    }

    private int status(HttpURLConnection connection) throws IOException {
        int status;
        try {
            status = connection.getResponseCode();
        } catch (IOException e) {
            throw new IOException("Cannot reach " + address + ": " + e.getMessage(), e);
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new FileNotFoundException(address + " does not exist");
        } else if (status != HttpURLConnection.HTTP_OK && status != PARTIAL && status != UNSATISFIABLE) {
            throw new IOException(address + " answers with status " + status);
        }
        return status;
    }

    private void copy(HttpURLConnection connection, Path part, long before, long most) throws IOException {
        long left = connection.getContentLengthLong();
        long size = before;
        StandardOpenOption how = before > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = connection.getInputStream();
                OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = read(in, buffer, size); count >= 0; count = read(in, buffer, size)) {
                out.write(buffer, 0, count);
                size += count;
                if (size > most) {
                    throw new IOException(address + " has more than " + most + " bytes");
                }
            }
        }
        if (left >= 0 && size < before + left) {
            throw new CutOffException(cutOff(size), null);
        }
    }

    private int read(InputStream in, byte[] buffer, long size) throws CutOffException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new CutOffException(cutOff(size), e);
        }
    }

    private String cutOff(long size) {
        return address + " was cut off after " + size + " bytes";
    }

    /** The connection ended before the file did. */
    private static final class CutOffException extends IOException {
        private static final long serialVersionUID = 1;

        CutOffException(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }
}
