package io.espalier.spark.sweep;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.data.SplitsSummary;
import io.espalier.data.Targets;
import io.espalier.storage.Content;
import io.espalier.storage.FileStamp;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads data, and keeps in an output folder, in {@code files.json}, how their files looked and what came of them. While the
 * files look the same and the store holds what came of them, they are neither read nor hashed; and what the store holds is
 * not read before somebody asks for a feature.
 */
public final class KnownData implements SweepPlan.Loading {
    private static final String FILE = "files.json";

    private final Storage out;
    private final Storage store;
    private final Targets.Kind targets;
    private final SweepPlan.Loading loading;
    private final InstantSource clock;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /**
     * What came of files that looked so.
     *
     * @param data description in canonical JSON
     * @param codeVersion of the build that read them
     */
    record Known(String data, Targets.Kind targets, String codeVersion, List<FileStamp> files, SplitsSummary summary) {
        Known {
            files = List.copyOf(files);
        }
    }

    /** All that a folder knows. */
    record KnownFiles(List<Known> known) {}

    KnownData(Storage out, Storage store, Targets.Kind targets, SweepPlan.Loading loading, InstantSource clock) {
        this.out = out;
        this.store = store;
        this.targets = targets;
        this.loading = loading;
        this.clock = clock;
    }

    /**
     * What a folder knows; nothing, where its file is not there or not one of this build.
     *
     * @param store that holds the data of the folder's trials
     * @param loading of what is not known
     */
    public static KnownData in(Storage out, Storage store, Targets.Kind targets, SweepPlan.Loading loading)
            throws IOException {
        KnownData data = new KnownData(out, store, targets, loading, InstantSource.system());
        data.read();
        return data;
    }

    void read() throws IOException {
        try {
            out.read(FILE)
                    .map(text -> Binder.ofContext().parse(new String(text, StandardCharsets.UTF_8), KnownFiles.class))
                    .ifPresent(all -> all.known().forEach(one -> known.put(one.data(), one)));
        } catch (ConfigException | IllegalArgumentException e) {
            known.clear();
        }
    }

    @Override
    public Splits load(DataSpec spec) throws IOException {
        Instant before = clock.instant();
        List<FileStamp> files = spec.source().files();
        Optional<Splits> splits = known(spec, files);
        return splits.isPresent() ? splits.get() : loaded(spec, files, before);
    }

    private Optional<Splits> known(DataSpec spec, List<FileStamp> files) {
        Known found = known.get(Canonical.json(spec));
        if (found == null || !found.equals(known(spec, files, found.summary()))) {
            return Optional.empty();
        }
        try {
            return Optional.of(ExecutorData.described(store, found.summary(), () -> whole(spec)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Splits whole(DataSpec spec) {
        try {
            return loading.load(spec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that change while they are read, or were written a moment ago, are looked into again the next time. */
    private Splits loaded(DataSpec spec, List<FileStamp> files, Instant before) throws IOException {
        Splits splits = loading.load(spec);
        boolean settled = !files.isEmpty() && files.stream().allMatch(file -> file.isSettled(before));
        if (settled && files.equals(spec.source().files())) {
            known.put(Canonical.json(spec), known(spec, files, SplitsSummary.of(splits)));
        } else {
            known.remove(Canonical.json(spec));
        }
        return splits;
    }

    private Known known(DataSpec spec, List<FileStamp> files, SplitsSummary summary) {
        return new Known(Canonical.json(spec), targets, Build.version(), files, summary);
    }

    /** Keeps what is known now in the folder. */
    public void write() throws IOException {
        byte[] text =
                Canonical.json(new KnownFiles(new ArrayList<>(known.values()))).getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> before = out.read(FILE);
        boolean same = before.map(kept -> Arrays.equals(kept, text)).orElse(known.isEmpty());
        if (!same) {
            out.replace(FILE, Content.of(text));
        }
    }
}
