package io.espalier.export.c;

import io.espalier.data.Dataset;
import io.espalier.export.ExportException;
import io.espalier.export.NoRuntimeException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine's C compiler, which executes generated code over examples in a folder of its own.
 *
 * @param format for which it compiles
 */
record CCompiler(String format, Path program) {
    private static final List<String> NAMES = List.of("cc", "gcc", "clang");
    private static final List<String> OPTIONS = List.of("-std=c99", "-Wall", "-Wextra", "-Werror", "-O2");

    private static final String MAIN = """
            #include <stdio.h>
            #include "$NAME.h"

            int main(void)
            {
                static $TYPE input[${C}_INPUTS];
                static float logits[${C}_CLASSES];
                while (fread(input, sizeof input, 1, stdin) == 1) {
                    ${C}_predict(input, logits);
                    if (fwrite(logits, sizeof logits, 1, stdout) != 1) return 1;
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
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new CCompiler(format, program))
                .orElseThrow(
                        () -> new NoRuntimeException(format, "there is no C compiler on the path: cc, gcc or clang"));
    }

    /** As it says of itself. */
    String version() throws ExportException {
        Path folder = folder();
        try {
            Path out = folder.resolve("out");
            run(folder, null, out, List.of(program.toString(), "--version"));
            return Files.readAllLines(out).stream().findFirst().orElse("C compiler");
        } catch (IOException e) {
            throw new ExportException(format, e);
        } finally {
            delete(folder);
        }
    }

    /** Compiles the files and gives them examples. */
    float[] run(CFiles files, Dataset raw) throws ExportException {
        Path folder = folder();
        CInput input = CInput.of(files.network());
        try {
            for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            String source = files.files().firstKey();
            Files.writeString(
                    folder.resolve("main-of-it.c"),
                    Template.of(MAIN)
                            .with("NAME", files.name())
                            .with("C", CName.of(files.name()))
                            .with("TYPE", input.type())
                            .fill());
            List<String> compile = new ArrayList<>(List.of(program.toString()));
            compile.addAll(OPTIONS);
            compile.addAll(List.of("-o", "run-it", "main-of-it.c", source));
            run(folder, null, folder.resolve("compiled"), compile);
            Files.write(folder.resolve("examples"), input.bytes(raw));
            run(
                    folder,
                    folder.resolve("examples"),
                    folder.resolve("logits"),
                    List.of(folder.resolve("run-it").toString()));
            return floats(Files.readAllBytes(folder.resolve("logits")), raw.size() * raw.classes());
        } catch (IOException e) {
            throw e instanceof ExportException clear ? clear : new ExportException(format, e);
        } finally {
            delete(folder);
        }
    }

    private Path folder() throws ExportException {
        try {
            return Files.createTempDirectory("espalier-c");
        } catch (IOException e) {
            throw new ExportException(format, e);
        }
    }

    private void run(Path folder, @Nullable Path in, Path out, List<String> command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors").toFile());
        if (in != null) {
            process.redirectInput(in.toFile());
        }
        Process started = process.start();
        try {
            int status = started.waitFor();
            if (status != 0) {
                String why = Files.readString(folder.resolve("errors"))
                        .lines()
                        .findFirst()
                        .orElse("");
                throw new ExportException(
                        format, command.get(0) + " ended with " + status + (why.isEmpty() ? "" : ": " + why));
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ExportException(format, "it was interrupted");
        }
    }

    private float[] floats(byte[] bytes, int count) throws ExportException {
        if (bytes.length != count * Float.BYTES) {
            throw new ExportException(
                    format, "executed, it gave " + bytes.length + " bytes (must be " + count + " floats)");
        }
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
        return values;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It stays in the system's folder for temporary files, which is cleared by the system.
        }
    }
}
