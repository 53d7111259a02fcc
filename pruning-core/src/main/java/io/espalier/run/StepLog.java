package io.espalier.run;

import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.StepKey;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at level DEBUG which steps are done, by their keys: {@code begun <key before>: <keys>}, {@code stored <key>},
 * {@code measuring <key>}, {@code measured <key>}. What is begun first checks whether another has done it: then follows
 * {@code spared <key>}, or {@code known <key>} for a measurement.
 */
final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private StepLog() {}

    static void begun(Segment segment) {
        if (LOG.isDebugEnabled()) {
            String keys = segment.keys().stream().map(StepKey::value).collect(Collectors.joining(" "));
            LOG.debug("begun {}: {}", segment.start().value(), keys);
        }
    }

    static void spared(Segment segment) {
        LOG.debug("spared {}", segment.key().value());
    }

    static void stored(Segment segment) {
        LOG.debug("stored {}", segment.key().value());
    }

    static void measuring(Segment segment) {
        LOG.debug("measuring {}", segment.key().value());
    }

    static void known(Segment segment) {
        LOG.debug("known {}", segment.key().value());
    }

    static void measured(Segment segment) {
        LOG.debug("measured {}", segment.key().value());
    }
}
