package io.espalier.engine.torch.natives;

import ai.djl.engine.Engine;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.espalier.engine.EngineStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The libraries of libtorch, which DJL unpacks once a host: into {@code DJL_CACHE_DIR}, or else {@code .djl.ai} at home, or
 * where that cannot be written in the folder for temporary files. A library that another user put there would run as this
 * one, and a library that was cut short ends the virtual machine, so both are looked for before anything is loaded.
 */
public final class Natives {
    /** Lengths and times of the files when they were last compared with their origins, which takes a moment. */
    private static final String CHECKED = "checked";

    private final Path folder;
    private final Platform platform;

    private Natives(Platform platform) {
        this.platform = platform;
        this.folder = Utils.getEngineCacheDir()
                .resolve("pytorch")
                .resolve(platform.getVersion() + '-' + platform.getFlavor() + '-' + platform.getClassifier());
    }

    /** Makes the folder for them if need be; throws {@link EngineStartException} if it is somebody else's. */
    public static void claimFolder() {
        Path cache = Utils.getEngineCacheDir();
        try {
            TrustedFolder.create(cache);
            refuse(cache, TrustedFolder.objection(cache));
        } catch (IOException e) {
            refuse(cache, Optional.of(e.toString()));
        }
    }

    /**
     * Takes libraries away that are not what the jars hold: DJL unpacks them again.
     *
     * @throws EngineStartException if somebody else can have put one there
     */
    public static void check() {
        Path cache = Utils.getEngineCacheDir();
        try {
            refuse(cache, TrustedFolder.objectionWithin(cache));
            if (Utils.getenv("PYTORCH_LIBRARY_PATH") == null) {
                new Natives(Platform.detectPlatform("pytorch")).removeDamaged();
            }
        } catch (IOException | UncheckedIOException e) {
            refuse(cache, Optional.of(e.toString()));
        }
    }

    private static void refuse(Path cache, Optional<String> objection) {
        if (objection.isPresent()) {
            throw new EngineStartException("Cannot load libtorch from " + cache + ": " + objection.get()
                    + " (set DJL_CACHE_DIR to a folder that only you can write to)");
        }
    }

    private void removeDamaged() throws IOException {
        if (!Files.isDirectory(folder) || isChecked()) {
            return;
        }
        for (NativeLibrary library : libraries()) {
            if (!library.isWhole()) {
                removeFolder();
                return;
            }
        }
        markChecked();
    }

    /** Those of libtorch, and what lies between it and Java, if that was unpacked. */
    private List<NativeLibrary> libraries() {
        String bridge = "libdjl_torch.so";
        Path unpacked = folder.resolve(Engine.getDjlVersion() + "-" + bridge);
        Stream<NativeLibrary> bridges = Files.exists(unpacked)
                ? Stream.of(library(unpacked, "jnilib", platform.getClassifier(), platform.getFlavor(), bridge))
                : Stream.empty();
        return Stream.concat(
                        Arrays.stream(platform.getLibraries())
                                .map(name -> library(
                                        folder.resolve(name),
                                        "pytorch",
                                        platform.getFlavor(),
                                        platform.getClassifier(),
                                        name)),
                        bridges)
                .toList();
    }

    private static NativeLibrary library(Path file, String... resource) {
        return new NativeLibrary(
                file, ClassLoaderUtils.getContextClassLoader().getResource(String.join("/", resource)));
    }

    private boolean isChecked() throws IOException {
        Path marker = folder.resolve(CHECKED);
        return Files.exists(marker) && Files.readString(marker).equals(listing());
    }

    private void markChecked() throws IOException {
        if (Files.isWritable(folder)) {
            Files.writeString(folder.resolve(CHECKED), listing());
        }
    }

    private String listing() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : files()) {
            if (!file.endsWith(CHECKED)) {
                lines.append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ');
                lines.append(Files.getLastModifiedTime(file)).append('\n');
            }
        }
        return lines.toString();
    }

    private void removeFolder() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
