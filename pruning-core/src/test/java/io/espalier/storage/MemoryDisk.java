package io.espalier.storage;

import io.espalier.storage.Storage.Durability;
import io.espalier.storage.Storage.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * The files of a {@link MemoryStorage}, with what a power cut would leave of them and what a list shows by now. Everything
 * that is not promised is drawn from one source of numbers, so that a sequence can be had again.
 */
public final class MemoryDisk {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, byte[]> durable = new TreeMap<>();
    private final Map<String, Integer> shownAt = new HashMap<>();
    private final IntUnaryOperator draw;
    private final int latest;
    private int time;

    /** Lists are never late, and a power cut takes all that is not synced. */
    public MemoryDisk() {
        this(bound -> 0, 0);
    }

    /**
     * A disk whose lists are late.
     *
     * @param draw a number below a bound
     * @param latest after how many operations a file is listed for sure
     */
    public MemoryDisk(IntUnaryOperator draw, int latest) {
        this.draw = draw;
        this.latest = latest;
    }

    Optional<byte[]> read(String name) {
        time++;
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    boolean create(String name, byte[] content, Durability durability) {
        time++;
        if (files.containsKey(name)) {
            return false;
        }
        put(name, content);
        if (durability == Durability.SYNCED) {
            durable.put(name, content);
        }
        return true;
    }

    boolean replace(String name, byte[] content) {
        time++;
        put(name, content);
        durable.put(name, content);
        return true;
    }

    private void put(String name, byte[] content) {
        if (files.put(name, content) == null) {
            shownAt.put(name, time + draw.applyAsInt(latest + 1));
        }
    }

    List<Entry> list(String prefix) {
        time++;
        List<Entry> entries = new ArrayList<>();
        files.forEach((name, content) -> {
            if (name.startsWith(prefix) && shownAt.getOrDefault(name, 0) <= time) {
                entries.add(new Entry(name, content.length));
            }
        });
        return entries;
    }

    boolean delete(String name) {
        time++;
        durable.remove(name);
        return files.remove(name) != null;
    }

    boolean sync(String name) {
        time++;
        byte[] content = files.get(name);
        if (content != null) {
            durable.put(name, content);
        }
        return content != null;
    }

    /** Lists are up to date again. */
    public synchronized void showAll() {
        shownAt.clear();
    }

    /** What was not synced is lost, torn or there by luck. */
    public synchronized void cutPower() {
        for (Map.Entry<String, byte[]> file : Map.copyOf(files).entrySet()) {
            byte[] content = file.getValue();
            if (durable.get(file.getKey()) != content) {
                survive(file.getKey(), content, draw.applyAsInt(3));
            }
        }
        durable.putAll(files);
        shownAt.clear();
    }

    private void survive(String name, byte[] content, int luck) {
        switch (luck) {
            case 0 -> files.remove(name);
            case 1 -> files.put(name, Arrays.copyOf(content, content.length / 2));
            default -> {}
        }
    }
}
