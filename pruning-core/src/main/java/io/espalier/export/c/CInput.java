package io.espalier.export.c;

import io.espalier.data.Dataset;
import io.espalier.export.DeployedNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The type of the raw features that a program takes: doubles where floats are too coarse. */
enum CInput {
    FLOAT("float", Float.BYTES) {
        @Override
        void put(ByteBuffer bytes, double feature) {
            bytes.putFloat((float) feature);
        }
    },
    DOUBLE("double", Double.BYTES) {
        @Override
        void put(ByteBuffer bytes, double feature) {
            bytes.putDouble(feature);
        }
    };

    private final String type;
    private final int size;

    CInput(String type, int size) {
        this.type = type;
        this.size = size;
    }

    static CInput of(DeployedNetwork network) {
        return network.takesDoubles() ? DOUBLE : FLOAT;
    }

    abstract void put(ByteBuffer bytes, double feature);

    /** Its name in C. */
    String type() {
        return type;
    }

    /** Examples one after the other, as a program on this machine reads them. */
    byte[] bytes(Dataset raw) {
        double[] features = raw.exactFeatures();
        ByteBuffer bytes = ByteBuffer.allocate(features.length * size).order(ByteOrder.nativeOrder());
        for (double feature : features) {
            put(bytes, feature);
        }
        return bytes.array();
    }
}
