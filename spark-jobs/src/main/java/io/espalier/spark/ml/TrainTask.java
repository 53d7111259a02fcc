package io.espalier.spark.ml;

import io.espalier.binding.Binder;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
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
        ExecutionContext context = ExecutionContext.of(Engine.ofProcess(), chain.root(), splits);
        Snapshot trained = new ActionExecutor(context).applyAll(null, chain.actions());
        return SnapshotFile.write(trained, context.network().layout());
    }
}
