package io.espalier.data.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs commands as processes of this machine. */
final class SystemClient implements PackageSource.Client {
    private static final int MOST_LINES = 10;

    /**
     * Runs one to its end.
     *
     * @throws IOException if the program is not installed, or fails, with what it wrote
     */
    @Override
    public void run(Path folder, List<String> command) throws IOException {
        Process process = start(folder, command);
        try {
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException("'" + String.join(" ", command) + "' failed with exit code " + exit + ": "
                        + output.strip().lines().limit(MOST_LINES).collect(Collectors.joining("; ")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("'" + String.join(" ", command) + "' was interrupted");
        } finally {
            process.destroy();
        }
    }

    private static Process start(Path folder, List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(command.get(0) + " is not installed", e);
        }
    }
}
