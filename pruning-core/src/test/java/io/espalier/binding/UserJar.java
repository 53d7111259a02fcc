package io.espalier.binding;

import io.espalier.baseline.Baseline;
import io.espalier.baseline.MeanImages;
import io.espalier.criterion.Criterion;
import io.espalier.data.DatasetSource;
import io.espalier.network.NetworkFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Puts {@link Coin}, {@link Edge}, {@link Chain}, {@link Grains} and {@link MeanImages} where only the context class
 * loader finds them.
 */
public final class UserJar implements BeforeEachCallback, AfterEachCallback {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    public static ClassLoader loader() {
        try {
            Path folder = Files.createTempDirectory("user-jar");
            register(folder, Criterion.class, Coin.class, Edge.class);
            register(folder, NetworkFamily.class, Chain.class);
            register(folder, DatasetSource.class, Grains.class);
            register(folder, Baseline.class, MeanImages.class);
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, UserJar.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void register(Path folder, Class<?> family, Class<?>... variants) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        String names = Arrays.stream(variants).map(Class::getName).collect(Collectors.joining("\n"));
        Files.writeString(services.resolve(family.getName()), names);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Thread.currentThread().setContextClassLoader(loader());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
