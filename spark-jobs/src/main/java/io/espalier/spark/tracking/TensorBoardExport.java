package io.espalier.spark.tracking;

import io.espalier.spark.table.SweepSql;
import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sweep's learning curves as TensorBoard event files, a folder a trial. Results of a trial are scalars of its last step, under
 * {@code result/}. The same trial gives the same bytes, so that a second export changes nothing.
 */
public final class TensorBoardExport {
    private static final double MILLIS = 1000;

    private TensorBoardExport() {}

    /**
     * Writes the trials that have ended; the names of the files, in the order of the trials.
     *
     * @throws IOException if the tables cannot be read or the folder cannot be written
     */
    public static List<String> export(Storage out, Storage to) throws IOException {
        List<String> files = new ArrayList<>();
        try (SweepSql sql = SweepSql.open(out)) {
            for (TrackedTrial trial : TrackedTrial.all(sql)) {
                String name =
                        trial.id() + "/events.out.tfevents." + trial.finished().getEpochSecond() + ".espalier";
                to.replace(name, Content.of(bytes(trial)));
                files.add(name);
            }
        } catch (SQLException e) {
            throw new IOException("Cannot read the tables of " + out + ": " + e.getMessage(), e);
        }
        return files;
    }

    private static byte[] bytes(TrackedTrial trial) {
        EventFile file = new EventFile(trial.finished().toEpochMilli() / MILLIS);
        long last = 0;
        for (TrackedTrial.Evaluation point : trial.curve()) {
            for (Map.Entry<String, Double> value : new TreeMap<>(point.values()).entrySet()) {
                file.scalar("curve/" + value.getKey(), point.step(), value.getValue());
            }
            last = point.step();
        }
        for (Map.Entry<String, Double> number : new TreeMap<>(trial.numbers()).entrySet()) {
            file.scalar("result/" + number.getKey(), last, number.getValue());
        }
        return file.toBytes();
    }
}
