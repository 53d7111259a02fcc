package io.espalier.run;

import io.espalier.plan.KeyedTwig;
import io.espalier.plan.StepKey;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at level DEBUG which steps are done, by their keys: {@code begun <key before>: <keys>}, {@code stored <key>},
 * {@code measuring <key>}, {@code measured <key>}.
 */
final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private StepLog() {}

    static void begun(KeyedTwig twig) {
        if (LOG.isDebugEnabled()) {
            String keys = twig.keys().stream().map(StepKey::value).collect(Collectors.joining(" "));
            LOG.debug("begun {}: {}", twig.start().value(), keys);
        }
    }

    static void stored(KeyedTwig twig) {
        LOG.debug("stored {}", twig.key().value());
    }

    static void measuring(KeyedTwig twig) {
        LOG.debug("measuring {}", twig.key().value());
    }

    static void measured(KeyedTwig twig) {
        LOG.debug("measured {}", twig.key().value());
    }
}
