package io.espalier.result;

/**
 * One row of the {@code labels} table: a class of one of the sweep's data.
 *
 * @param data description of the data, canonical
 * @param position of the class among the network's outputs, from 0
 * @param label in the data that it comes from
 * @param train examples of it in the training part, as the next two in theirs
 */
public record LabelRow(String dataHash, String data, int position, String label, int train, int validation, int test) {
    /** What the row is of. */
    public String name() {
        return dataHash + " " + data;
    }
}
