package io.espalier.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** Runs commands as processes of this machine. */
final class SystemClient implements Origin.Client {

    /**
     * Runs one to its end.
     *
     * @throws IOException if the program is not installed, or fails, with the last line that it wrote
     */
    @Override
    public void run(Path folder, List<String> command) throws IOException {
        Process process = start(folder, command);
        try {
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException("'" + String.join(" ", command) + "' failed with exit code " + exit
                        + (output.isEmpty() ? "" : ": " + output.substring(output.lastIndexOf('\n') + 1)));
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
