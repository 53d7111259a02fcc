package io.espalier.spark.sweep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many seconds of each kind of work one planned second came to in the sweep that used a store last. They are in {@code
 * costs.json} of the store, as a hint for estimates: no result depends on it.
 *
 * @param byKind those that were measured; others are 1
 */
public record CostFactors(Map<String, Double> byKind) {
    static final CostFactors NONE = new CostFactors(Map.of());

    private static final String FILE = "costs.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public CostFactors {
        byKind = Map.copyOf(byKind);
    }

    /** Those of a store; none where its file is not there or cannot be understood. */
    public static CostFactors in(Storage store) {
        try {
            Optional<byte[]> text = store.read(FILE);
            return text.isEmpty()
                    ? NONE
                    : new CostFactors(JSON.readValue(text.get(), new TypeReference<Map<String, Double>>() {}));
        } catch (IOException | NullPointerException e) {
            return NONE;
        }
    }

    /** Whether anything was measured. */
    public boolean areMeasured() {
        return !byKind.isEmpty();
    }

    void write(Storage store) throws IOException {
        store.replace(FILE, Content.of(JSON.writeValueAsBytes(new TreeMap<>(byKind))));
    }

    /** Planned seconds as they were measured. */
    public Map<String, Double> of(Map<String, Double> planned) {
        Map<String, Double> seconds = new HashMap<>(planned);
        seconds.replaceAll((kind, cost) -> cost * factor(kind));
        return seconds;
    }

    double factor(String kind) {
        return byKind.getOrDefault(kind, 1.0);
    }

    /** These with what was measured on top of them. */
    CostFactors times(Map<String, Double> measured) {
        Map<String, Double> factors = new HashMap<>(byKind);
        measured.forEach((kind, factor) -> factors.put(kind, factor(kind) * factor));
        return new CostFactors(factors);
    }
}
