package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.espalier.binding.ConfigException;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.network.onnx.OnnxFiles;
import io.espalier.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the network files that a sweep's file names, wherever in it, and puts the SHA-256 of their bytes in the place of
 * their paths: a trial is what the file holds.
 */
final class NetworkFiles {
    private static final String KEY = "onnx";
    private static final Pattern ABSOLUTE = Pattern.compile("/|[A-Za-z][A-Za-z0-9+.-]*:");

    private final Problems problems;
    private final String folder;
    private final Map<String, String> hashes = new HashMap<>();

    /** @param folder with a slash behind it, of the sweep's file: paths are looked for there before they are in the working folder */
    NetworkFiles(String folder, Problems problems) {
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
            return OnnxFiles.add(find(file).bytes(), file);
        } catch (FileNotFoundException e) {
            problems.invalid(path, file + " (must be an ONNX file: no such file)");
        } catch (IOException | InvalidValueException e) {
            problems.invalid(path, file + " (must be an ONNX file: " + e.getMessage() + ")");
        } catch (ConfigException e) {
            e.problems().forEach(problem -> problems.invalid(path, file + ": " + problem));
        }
        return file;
    }

    private StoredFile find(String file) throws IOException {
        StoredFile named = StoredFile.of(file);
        if (ABSOLUTE.matcher(file).lookingAt()) {
            return named;
        }
        StoredFile beside = StoredFile.of(folder + file);
        return beside.size().isPresent() ? beside : named;
    }
}
