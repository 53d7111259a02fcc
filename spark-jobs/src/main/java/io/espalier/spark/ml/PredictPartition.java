package io.espalier.spark.ml;

import io.espalier.engine.LoadedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Adds predictions to the rows of a partition, batch by batch, while they are asked for.
 *
 * @param key of the network, for tasks of one JVM to share it
 * @param features the name of the features column
 */
record PredictPartition(String key, Broadcast<byte[]> file, String features, OutputColumns output)
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
        private final SharedNetwork.Seat seat;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Predictions(Iterator<Row> rows, SharedNetwork network) {
            this.rows = rows;
            this.network = network;
            this.seat = network.seat();
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) {
                ready = batch().iterator();
            }
            return ready.next();
        }

        private List<Row> batch() {
            List<Row> batch = new ArrayList<>();
            while (batch.size() < LoadedNetwork.BATCH && rows.hasNext()) {
                Row row = rows.next();
                Object value = row.get(row.fieldIndex(features));
                seat.put(
                        batch.size(),
                        FeaturesColumn.floats(
                                features, value, network.trained().input().elements()));
                batch.add(row);
            }
            double[][] logits = seat.logits(batch.size());
            for (int i = 0; i < logits.length; i++) {
                batch.set(i, output.add(batch.get(i), logits[i]));
            }
            return batch;
        }
    }
}
