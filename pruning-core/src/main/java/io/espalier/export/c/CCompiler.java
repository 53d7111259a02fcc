package io.espalier.export.c;

import io.espalier.data.Dataset;
import io.espalier.export.ExportException;
import io.espalier.export.NoRuntimeException;
import io.espalier.storage.LocalFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine's C compiler, which executes generated code over examples in a folder of its own.
 *
 * @param format for which it compiles
 */
record CCompiler(String format, File program) {
    private static final List<String> NAMES = List.of("cc", "gcc", "clang");
    private static final List<String> OPTIONS = List.of("-std=c99", "-Wall", "-Wextra", "-Werror", "-O2");

    private static final String MAIN = """
            #include <stdio.h>
            #include "$NAME.h"

            int main(void)
            {
                static $TYPE input[${C}_INPUTS];
                static $OUTPUT outputs[${C}_OUTPUTS];
                while (fread(input, sizeof input, 1, stdin) == 1) {
                    ${C}_predict(input, outputs);
                    if (fwrite(outputs, sizeof outputs, 1, stdout) != 1) return 1;
                }
                return 0;
            }
            """;

    /** @throws NoRuntimeException if there is none on the path */
    static CCompiler find(String format) throws ExportException {
        return find(format, System.getenv().getOrDefault("PATH", ""));
    }

    /** @param path folders to look in */
    static CCompiler find(String format, String path) throws ExportException {
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> new File(folder, name)))
                .filter(file -> file.isFile() && file.canExecute())
                .findFirst()
                .map(program -> new CCompiler(format, program))
                .orElseThrow(
                        () -> new NoRuntimeException(format, "there is no C compiler (cc, gcc or clang) on the PATH"));
    }

    /** As it says of itself. */
    String version() throws ExportException {
        try (LocalFiles folder = LocalFiles.scratch()) {
            run(folder, null, "out", List.of(program.toString(), "--version"));
            return text(folder, "out").lines().findFirst().orElse("C compiler");
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Compiles the files and gives them examples. */
    double[] run(CFiles files, Dataset raw) throws ExportException {
        CInput input = CInput.of(files.network());
        COutput output = new COutput(files.network().outputs());
        try (LocalFiles folder = LocalFiles.scratch()) {
            for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                folder.write(file.getKey(), file.getValue());
            }
            String source = files.files().firstKey();
            String main = Template.of(MAIN)
                    .with("NAME", files.name())
                    .with("C", CName.of(files.name()))
                    .with("TYPE", input.type())
                    .with("OUTPUT", output.type())
                    .fill();
            folder.write("main-of-it.c", main.getBytes(StandardCharsets.UTF_8));
            List<String> compile = new ArrayList<>(List.of(program.toString()));
            compile.addAll(OPTIONS);
            compile.addAll(List.of("-o", "run-it", "main-of-it.c", source));
            run(folder, null, "compiled", compile);
            folder.write("examples", input.bytes(raw));
            run(folder, "examples", "outputs", List.of(folder.path("run-it")));
            return numbers(folder.bytes("outputs"), output, raw.size());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private ExportException failure(IOException cause) {
        return cause instanceof ExportException clear ? clear : new ExportException(format, cause);
    }

    private static String text(LocalFiles folder, String name) throws IOException {
        return new String(folder.bytes(name), StandardCharsets.UTF_8);
    }

    private void run(LocalFiles folder, @Nullable String in, String out, List<String> command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(new File(folder.path("")))
                .redirectOutput(new File(folder.path(out)))
                .redirectError(new File(folder.path("errors")));
        if (in != null) {
            process.redirectInput(new File(folder.path(in)));
        }
        Process started = process.start();
        try {
            int status = started.waitFor();
            if (status != 0) {
                String why = text(folder, "errors").lines().findFirst().orElse("");
                throw new ExportException(
                        format, command.get(0) + " ended with " + status + (why.isEmpty() ? "" : ": " + why));
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ExportException(format, "it was interrupted");
        }
    }

    private double[] numbers(byte[] bytes, COutput output, int examples) throws ExportException {
        int expected = examples * output.bytes();
        if (bytes.length != expected) {
            throw new ExportException(
                    format, "the exported file gave " + bytes.length + " bytes (must be " + expected + ")");
        }
        return output.numbers(bytes);
    }
}
