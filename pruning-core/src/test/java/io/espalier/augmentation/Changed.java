package io.espalier.augmentation;

import io.espalier.augmentation.Augmentation.Change;
import io.espalier.augmentation.Augmentation.OfBatch;
import io.espalier.augmentation.Augmentation.OfExample;
import io.espalier.random.RandomKey;

/** What becomes of an example. */
final class Changed {
    private Changed() {}

    /** Changes one that is alone, or is followed in its mini-batch by one of the same numbers in the opposite order. */
    static void by(Change change, float[] features, RandomKey key) {
        if (change instanceof OfExample alone) {
            alone.apply(features, key);
        } else if (change instanceof OfBatch mixing) {
            MixedBatch mixture = mixing.draw(2, key);
            float[] own = features.clone();
            for (int i = 0; i < own.length; i++) {
                float partner = own[mixture.partners()[0] == 0 ? i : own.length - 1 - i];
                features[i] = mixture.mix(own[i], partner);
            }
        }
    }
}
