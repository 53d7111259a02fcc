package io.espalier.spark.ml;

import io.espalier.binding.InvalidValueException;
import io.espalier.engine.LoadedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Adds predictions to the rows of a partition, batch by batch, while they are asked for.
 *
 * @param key of the network, for tasks of one JVM to share it
 * @param features the name of the features column
 * @param handleInvalid what becomes of a row without as many finite numbers as the network takes, as MLlib has it
 */
record PredictPartition(String key, Broadcast<byte[]> file, String features, OutputColumns output, String handleInvalid)
        implements MapPartitionsFunction<Row, Row>, Serializable {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws Exception {
        SharedNetwork network = SharedNetwork.open(key, file.value());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> network.close());
        return new Predictions(rows, network);
    }

    private final class Predictions implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final SharedNetwork network;
        private final SharedNetwork.PredictionBatch inputs;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Predictions(Iterator<Row> rows, SharedNetwork network) {
            this.rows = rows;
            this.network = network;
            this.inputs = network.batch();
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && rows.hasNext()) {
                ready = batch().iterator();
            }
            return ready.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        /** The next rows that are not left out, each with its prediction. */
        private List<Row> batch() {
            List<Row> batch = new ArrayList<>();
            List<Integer> predicted = new ArrayList<>();
            while (batch.size() < LoadedNetwork.BATCH && rows.hasNext()) {
                Row row = rows.next();
                double[] numbers = numbers(row);
                if (numbers != null) {
                    inputs.put(predicted.size(), numbers);
                    predicted.add(batch.size());
                    batch.add(row);
                } else if (handleInvalid.equals(InvalidParams.KEEP)) {
                    batch.add(output.addUnknown(row, network.trained().classes()));
                }
            }
            double[][] logits = predicted.isEmpty() ? new double[0][] : inputs.logits(predicted.size());
            for (int i = 0; i < logits.length; i++) {
                int at = predicted.get(i);
                batch.set(at, output.add(batch.get(at), logits[i]));
            }
            return batch;
        }

        /** Null where they cannot be used, unless that is an error. */
        private double @Nullable [] numbers(Row row) {
            try {
                Object value = row.get(row.fieldIndex(features));
                return FeaturesColumn.numbers(
                        features, value, network.trained().input().elements());
            } catch (InvalidValueException e) {
                if (handleInvalid.equals(InvalidParams.ERROR)) {
                    throw new InvalidRowException(e);
                }
                return null;
            }
        }
    }
}
