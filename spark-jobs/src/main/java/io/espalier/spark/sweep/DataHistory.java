package io.espalier.spark.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.binding.Canonical;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Content;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which data an output folder has seen under which description, {@code data.json}: hashes by the description's canonical
 * JSON, the first one first. Trials on the first are named by the description alone; those on data that came later and were
 * accepted have the hash in their recipe, so that no row of the one is taken for one of the other.
 */
public final class DataHistory implements SweepPlan.History {
    /** What is done about data that have changed. */
    public enum OnChange {
        /** The sweep is not run. */
        REFUSE,
        /** Their trials are others. */
        ACCEPT
    }

    private static final String FILE = "data.json";
    private static final TypeReference<Map<String, List<String>>> HASHES = new TypeReference<>() {};
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 12;

    private final Storage out;
    private final OnChange onChange;
    private final Map<String, List<String>> hashes;

    private DataHistory(Storage out, OnChange onChange, Map<String, List<String>> hashes) {
        this.out = out;
        this.onChange = onChange;
        this.hashes = hashes;
    }

    /**
     * What a folder says; of one that an older build wrote, what the rows of its trials say.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static DataHistory in(Storage out, OnChange onChange) throws IOException {
        Optional<byte[]> text = out.read(FILE);
        try {
            return new DataHistory(out, onChange, text.isPresent() ? JSON.readValue(text.get(), HASHES) : ofRows(out));
        } catch (JsonProcessingException e) {
            throw new DamagedException(out.locate(FILE), e.getOriginalMessage());
        }
    }

    private static Map<String, List<String>> ofRows(Storage out) throws IOException {
        Map<String, List<String>> hashes = new LinkedHashMap<>();
        for (Part<TrialRow> part : SweepTables.in(out).trials().parts().values()) {
            List<String> recipes = strings(part, "recipe");
            List<String> found = strings(part, "data_hash");
            for (int i = 0; i < recipes.size(); i++) {
                String data = JSON.readTree(recipes.get(i)).path("data").toString();
                add(hashes.computeIfAbsent(data, key -> new ArrayList<>()), found.get(i));
            }
        }
        return hashes;
    }

    /** A damaged part says nothing: its trials run again. */
    private static List<String> strings(Part<TrialRow> part, String column) throws IOException {
        try {
            return part.strings(column);
        } catch (DamagedException e) {
            return List.of();
        }
    }

    /** @throws StoreException if data have changed and are not to be accepted */
    @Override
    public Map<DataSpec, String> dataHashes(Map<DataSpec, Splits> data) throws StoreException {
        Map<DataSpec, String> later = new HashMap<>();
        List<String> changed = new ArrayList<>();
        data.forEach((spec, splits) -> {
            String description = Canonical.json(spec);
            List<String> known = hashes.computeIfAbsent(description, key -> new ArrayList<>());
            if (!known.isEmpty() && !known.contains(splits.hash())) {
                changed.add(
                        description + " was " + shown(known.get(known.size() - 1)) + " and is " + shown(splits.hash()));
            }
            add(known, splits.hash());
            if (!known.get(0).equals(splits.hash())) {
                later.put(spec, splits.hash());
            }
        });
        if (!changed.isEmpty() && onChange == OnChange.REFUSE) {
            throw new StoreException(
                    "continue",
                    out.toString(),
                    "the data have changed since its trials ran: " + String.join("; ", changed)
                            + ". Use another output folder (--out DIR), or accept the new data (--accept-new-data): trials on"
                            + " them are then new trials, and trials on the old data count as an earlier version");
        }
        return later;
    }

    private static void add(List<String> known, String hash) {
        if (!known.contains(hash)) {
            known.add(hash);
        }
    }

    private static String shown(String hash) {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }

    /** Keeps what is known now in the folder. */
    public void write() throws IOException {
        byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(hashes);
        if (!out.read(FILE).filter(known -> Arrays.equals(known, text)).isPresent()) {
            out.replace(FILE, Content.of(text));
        }
    }
}
