package io.espalier.run.action;

import io.espalier.codec.Codec;
import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;

/** The weights as they come back from a format. */
final class EncodeHandler implements ActionHandler<Action.Encode> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Encode action) {
        Codec codec = action.codec();
        byte[] file = codec.encode(context.network(), before.weights().values());
        return before.withWeights(codec.decode(context.network(), file)).withCodec(codec);
    }
}
