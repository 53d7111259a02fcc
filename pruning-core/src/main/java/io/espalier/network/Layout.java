package io.espalier.network;

import io.espalier.network.op.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where each parameter of a network stands in one flat array of floats. Trained parameters come first, running
 * statistics after them; each starts at a multiple of {@value #ALIGNMENT} floats (64 bytes), which keeps vector kernels
 * on the same path, and so their bits equal, wherever the array is mapped. Gaps hold zeros.
 */
public final class Layout {
    private static final int ALIGNMENT = 16;

    /** A parameter and the half-open range that it fills. */
    public record Slot(Parameter parameter, int offset) {
        public int end() {
            return offset + parameter.size();
        }

        /** The numbers that an array holds here, (units, numbers per unit). */
        public float[][] byUnit(float[] values) {
            int stride = parameter.unitStride();
            float[][] units = new float[parameter.units()][parameter.perUnit()];
            for (int unit = 0; unit < units.length; unit++) {
                for (int place = 0; place < parameter.perUnit(); place += stride) {
                    System.arraycopy(values, start(unit, place), units[unit], place, stride);
                }
            }
            return units;
        }

        /** Where the numbers of a unit stand in a flat array. */
        public IntStream places(int unit) {
            int stride = parameter.unitStride();
            return IntStream.range(0, parameter.perUnit())
                    .map(place -> start(unit, place - place % stride) + place % stride);
        }

        /** Sets all numbers of a unit to 0. */
        public void clear(float[] values, int unit) {
            int stride = parameter.unitStride();
            for (int place = 0; place < parameter.perUnit(); place += stride) {
                int start = start(unit, place);
                Arrays.fill(values, start, start + stride, 0);
            }
        }

        /** Where numbers of a unit that stand behind one another start, the first of them at a place among the unit's. */
        private int start(int unit, int place) {
            return offset + place * parameter.units() + unit * parameter.unitStride();
        }

        /** The inverse of {@link #byUnit}: puts numbers to their places in an array. */
        public void putUnits(float[][] units, float[] values) {
            int stride = parameter.unitStride();
            for (int unit = 0; unit < units.length; unit++) {
                for (int place = 0; place < parameter.perUnit(); place += stride) {
                    System.arraycopy(units[unit], place, values, start(unit, place), stride);
                }
            }
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final int trainedSize;
    private final int size;

    public Layout(List<Parameter> parameters) {
        List<Parameter> statistics = new ArrayList<>();
        int next = 0;
        for (Parameter parameter : parameters) {
            if (parameter.role().isTrained()) {
                next = place(parameter, next);
            } else {
                statistics.add(parameter);
            }
        }
        trainedSize = next;
        for (Parameter parameter : statistics) {
            next = place(parameter, next);
        }
        size = next;
    }

    private int place(Parameter parameter, int offset) {
        slots.put(parameter.name(), new Slot(parameter, offset));
        long end = (offset + (long) parameter.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (end > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Cannot lay out " + parameter.name() + ": the network has too many"
                    + " parameters (must be fewer than 2^31)");
        }
        return (int) end;
    }

    /** Every parameter in order of offset. */
    public List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** The slots that hold a role. */
    public List<Slot> slots(Parameter.Role role) {
        return slots.values().stream().filter(s -> s.parameter().role() == role).toList();
    }

    public Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("Cannot find parameter: " + name);
        }
        return slot;
    }

    /** The slot of what a node owns of a role, if anything. */
    public Optional<Slot> find(Node node, Parameter.Role role) {
        return node.parameter(role).map(p -> slot(p.name()));
    }

    /** The same where the node is known to own one. */
    public Slot slot(Node node, Parameter.Role role) {
        return find(node, role)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot find parameter: " + node.name() + " has none of role " + role));
    }

    public boolean contains(String name) {
        return slots.containsKey(name);
    }

    /** Floats that the optimiser moves, gaps included. */
    public int trainedSize() {
        return trainedSize;
    }

    /** All floats, gaps included. */
    public int size() {
        return size;
    }

    /** Trained numbers, gaps not counted. */
    public int trainedCount() {
        return slots.values().stream()
                .map(Slot::parameter)
                .filter(p -> p.role().isTrained())
                .mapToInt(Parameter::size)
                .sum();
    }

    /** All numbers, gaps not counted. */
    public int count() {
        return slots.values().stream().mapToInt(s -> s.parameter().size()).sum();
    }

    /** The numbers of an array of this layout without the gaps. */
    public float[] pack(float[] values) {
        float[] packed = new float[count()];
        int next = 0;
        for (Slot slot : slots.values()) {
            System.arraycopy(
                    values, slot.offset(), packed, next, slot.parameter().size());
            next += slot.parameter().size();
        }
        return packed;
    }

    /** The inverse of {@link #pack}. */
    public float[] unpack(float[] packed) {
        float[] values = new float[size];
        int next = 0;
        for (Slot slot : slots.values()) {
            System.arraycopy(
                    packed, next, values, slot.offset(), slot.parameter().size());
            next += slot.parameter().size();
        }
        return values;
    }
}
