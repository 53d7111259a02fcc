package io.espalier.config;

import io.espalier.metric.Direction;

/** Direction of an objective. */
enum Goal {
    /** Less is better. */
    MIN(Direction.MINIMIZE),
    /** More is better. */
    MAX(Direction.MAXIMIZE);

    private final Direction direction;

    Goal(Direction direction) {
        this.direction = direction;
    }

    Direction direction() {
        return direction;
    }
}
