package io.espalier.spark.ml;

import io.espalier.config.Binder;
import io.espalier.data.Splits;
import io.espalier.plan.SweepTree.Chain;
import io.espalier.run.Actions;
import io.espalier.run.Setting;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Does a chain of actions on an executor: its canonical JSON in, the last snapshot as a file out. */
record TrainTask(Broadcast<ShippedSplits> data) implements Function<String, byte[]> {

    @Override
    public byte[] call(String json) {
        Chain chain = Binder.ofContext().parse(json, Chain.class);
        Splits splits = data.value().splits();
        Setting setting = Setting.of(chain.root(), splits);
        Snapshot trained = new Actions(setting).applyAll(null, chain.actions());
        return SnapshotFile.write(trained, setting.network().layout());
    }
}
