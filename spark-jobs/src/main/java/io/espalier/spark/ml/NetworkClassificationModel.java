package io.espalier.spark.ml;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;

/** A trained network that predicts. Saved, it is MLlib's metadata and a safetensors file. */
public final class NetworkClassificationModel extends ProbabilisticNetworkModel<NetworkClassificationModel>
        implements NetworkParams {
    private static final long serialVersionUID = 1L;

    NetworkClassificationModel(String uid, byte[] file) {
        super(EarlyUid.of(uid), file);
    }

    @Override
    public NetworkClassificationModel copy(ParamMap extra) {
        return copyValues(new NetworkClassificationModel(uid(), predicting().file()), extra)
                .setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new NetworkWriter(this, predicting().file());
    }

    public static MLReader<NetworkClassificationModel> read() {
        return new NetworkReader<>(NetworkClassificationModel.class, NetworkClassificationModel::new);
    }

    public static NetworkClassificationModel load(String path) {
        return read().load(path);
    }
}
