package io.espalier.network.op;

import java.util.Map;

/**
 * What there is for each operator, by the operator's class: the kernels of one kind of code, the nodes of a file format.
 *
 * @param entries those that are not in it have none
 */
public record OperatorTable<T>(Map<Class<?>, T> entries) {
    public OperatorTable {
        entries = Map.copyOf(entries);
    }

    public boolean has(Op op) {
        return entries.containsKey(op.getClass());
    }

    /** @throws IllegalArgumentException if there is none for an operator */
    public T of(Op op) {
        T entry = entries.get(op.getClass());
        if (entry == null) {
            throw new IllegalArgumentException("Cannot write " + op.type() + ": this format does not support it");
        }
        return entry;
    }
}
