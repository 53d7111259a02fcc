package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.espalier.binding.ConfigException;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.network.onnx.OnnxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the network files that a sweep's file names, wherever in it, and puts the SHA-256 of their bytes in the place of
 * their paths: a trial is what the file holds.
 */
final class NetworkFiles {
    private static final String KEY = "onnx";

    private final Problems problems;
    private final Path folder;
    private final Map<String, String> hashes = new HashMap<>();

    /** @param folder of the sweep's file, where paths are looked for before they are in the working folder */
    NetworkFiles(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    void resolve(JsonNode tree, KeyPath path) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(field -> resolve(field.getValue(), path.key(field.getKey())));
            if (object.path(KEY).isTextual() && !Reference.is(object.path(KEY))) {
                String file = object.path(KEY).textValue();
                object.set(KEY, TextNode.valueOf(hash(file, path.key(KEY))));
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                resolve(array.get(i), path.index(i));
            }
        }
    }

    /** Of what cannot be read the path stays. */
    private String hash(String file, KeyPath path) {
        return hashes.computeIfAbsent(file, key -> read(file, path));
    }

    private String read(String file, KeyPath path) {
        if (OnnxFiles.bytes(file).isPresent()) {
            return file;
        }
        try {
            Path beside = folder.resolve(file);
            return OnnxFiles.add(Files.readAllBytes(Files.exists(beside) ? beside : Path.of(file)), file);
        } catch (NoSuchFileException e) {
            problems.invalid(path, file + " (must be an ONNX file: there is no such file)");
        } catch (IOException | InvalidPathException e) {
            problems.invalid(path, file + " (must be an ONNX file: " + e.getMessage() + ")");
        } catch (ConfigException e) {
            e.problems().forEach(problem -> problems.invalid(path, file + ": " + problem));
        }
        return file;
    }
}
