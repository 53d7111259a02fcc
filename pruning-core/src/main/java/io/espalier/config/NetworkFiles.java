package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.espalier.binding.ConfigException;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.pretrained.NetworkFile;
import io.espalier.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the network files that a sweep's file names, wherever in it, and puts the SHA-256 of their bytes in the place of
 * their paths: a trial is what the file holds.
 */
final class NetworkFiles {
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
            Arrays.stream(NetworkFile.values()).forEach(kind -> resolve(object, kind, path.key(kind.key())));
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                resolve(array.get(i), path.index(i));
            }
        }
    }

    private void resolve(ObjectNode object, NetworkFile kind, KeyPath path) {
        JsonNode named = object.path(kind.key());
        if (named.isTextual() && !Reference.is(named)) {
            object.set(kind.key(), TextNode.valueOf(hash(named.textValue(), kind, path)));
        }
    }

    /** Of what cannot be read the path stays. */
    private String hash(String file, NetworkFile kind, KeyPath path) {
        return hashes.computeIfAbsent(file, key -> read(file, kind, path));
    }

    private String read(String file, NetworkFile kind, KeyPath path) {
        if (kind.bytes(file).isPresent()) {
            return file;
        }
        String must = " (must be " + kind.described() + ": ";
        try {
            return kind.add(find(file).bytes(), file);
        } catch (FileNotFoundException e) {
            problems.invalid(path, file + must + "no such file)");
        } catch (IOException | InvalidValueException e) {
            problems.invalid(path, file + must + e.getMessage() + ")");
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
