package io.espalier.keys;

import io.espalier.binding.Binder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say of types, by their classes' names. The text of a class is in {@value #FILE} of its package or of one
 * around it.
 */
public final class TypeDocs {
    /** Beside the classes of a package. */
    public static final String FILE = "keys.json";

    private final Binder binder;
    private final Map<String, File> files = new ConcurrentHashMap<>();

    /** What is in a file. */
    public record File(Map<String, TypeDoc> types) {
        static final File NONE = new File(Map.of());
    }

    TypeDocs(Binder binder) {
        this.binder = binder;
    }

    /** What is said of a type; nothing where its author left no texts. */
    TypeDoc of(Class<?> type) {
        return Stream.iterate(
                        type.getPackageName(),
                        Objects::nonNull,
                        name -> name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : null)
                .map(name -> files.computeIfAbsent(
                        name.replace('.', '/') + "/" + FILE, path -> read(type.getClassLoader(), path)))
                .map(file -> file.types().get(type.getName()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(TypeDoc.NONE);
    }

    private File read(@Nullable ClassLoader loader, String path) {
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(path)) {
            return in == null
                    ? File.NONE
                    : binder.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), File.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
