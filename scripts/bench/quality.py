"""Generates the cases of scripts/bench/quality and compares the scores with scikit-learn."""

import json
import sys
import warnings

import numpy as np

TOLERANCE = 1e-9


def case(random):
    """Outputs and targets of one task; some have ties, absent classes or a single class."""
    task = random.choice(["classification", "multi-label", "regression", "sequence"])
    columns = int(random.integers(2 if task in ("classification", "sequence") else 1, 6))
    rows = int(random.integers(2, 60))
    steps = int(random.integers(1, 6)) if task == "sequence" else 1
    outputs = random.normal(size=(rows, columns * steps)) * random.choice([0.1, 1, 5])
    if random.random() < 0.4:
        outputs = np.round(outputs)
    if task == "classification":
        classes = random.permutation(columns)[: int(random.integers(1, columns + 1))]
        truth = random.choice(classes, size=rows)
    elif task == "sequence":
        truth = random.integers(0, columns + 1, size=(rows, steps))  # the last for a step without a token
        truth[0, 0] = 0
    elif task == "multi-label":
        truth = (random.random(size=(rows, columns)) < random.choice([0.05, 0.5, 0.95])).astype(int)
    else:
        truth = outputs + random.normal(size=(rows, columns)) if random.random() < 0.8 else np.ones((rows, columns))
    return {
        "task": str(task),
        "columns": columns,
        "steps": steps,
        "outputs": outputs.astype(np.float32).ravel().astype(float).tolist(),
        "truth": truth.ravel().tolist(),
    }


def defined(score):
    """The value from scikit-learn; None where it is undefined."""
    try:
        value = float(score())
        return value if np.isfinite(value) else None
    except ValueError:
        return None


def classification(outputs, truth):
    from scipy.special import log_softmax, softmax
    from sklearn import metrics

    columns = outputs.shape[1]
    labels = list(range(columns))
    p = softmax(outputs, axis=1)
    predicted = outputs.argmax(axis=1)
    shown = p[:, 1] if columns == 2 else p
    every = len(set(truth)) == columns
    one_hot = np.eye(columns)[truth]
    return {
        "error": 1 - metrics.accuracy_score(truth, predicted),
        "balanced_error": 1 - metrics.balanced_accuracy_score(truth, predicted),
        "macro_f1": metrics.f1_score(truth, predicted, average="macro", zero_division=0),
        "nll": defined(lambda: -log_softmax(outputs, axis=1)[np.arange(len(truth)), truth].mean()),
        "brier": metrics.brier_score_loss(truth, shown, labels=labels),
        "roc_auc": defined(lambda: metrics.roc_auc_score(truth, shown, multi_class="ovr", labels=labels)) if every else None,
        "pr_auc": defined(lambda: metrics.average_precision_score(one_hot[:, 1] if columns == 2 else one_hot, shown))
        if every
        else None,
        "ece": ece(p, predicted == truth),
    }


def ece(p, right):
    """From its definition, as scikit-learn does not have it."""
    confidence = p.max(axis=1)
    edges = np.linspace(0, 1, 16)
    bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, len(edges) - 2)
    return sum(abs((right[bins == b] - confidence[bins == b]).sum()) for b in range(15)) / len(right)


def multi_label(outputs, truth):
    from scipy.special import expit
    from sklearn import metrics

    p = expit(outputs)
    predicted = (outputs > 0).astype(int)
    varied = all(0 < column.sum() < len(column) for column in truth.T)
    labels = range(truth.shape[1])
    return {
        "error": metrics.zero_one_loss(truth, predicted),
        "hamming_loss": metrics.hamming_loss(truth, predicted),
        "macro_f1": np.mean([metrics.f1_score(truth[:, k], predicted[:, k], zero_division=0) for k in labels]),
        "micro_f1": metrics.f1_score(truth.ravel(), predicted.ravel(), zero_division=0),
        "nll": np.mean([metrics.log_loss(truth[:, k], np.c_[1 - p[:, k], p[:, k]], labels=[0, 1]) for k in labels]),
        "brier": np.mean([metrics.brier_score_loss(truth[:, k], p[:, k], labels=[0, 1]) for k in labels]),
        "roc_auc": np.mean([metrics.roc_auc_score(truth[:, k], p[:, k]) for k in labels]) if varied else None,
        "pr_auc": np.mean([metrics.average_precision_score(truth[:, k], p[:, k]) for k in labels]) if varied else None,
    }


def regression(outputs, truth):
    from sklearn import metrics

    columns = range(truth.shape[1])
    varied = all(np.ptp(column) > 0 for column in truth.T)
    return {
        "rmse": np.mean([metrics.root_mean_squared_error(truth[:, k], outputs[:, k]) for k in columns]),
        "mae": metrics.mean_absolute_error(truth, outputs),
        "r2": metrics.r2_score(truth, outputs) if varied else None,
        "loss": metrics.mean_squared_error(truth.astype(np.float32).astype(float), outputs),
    }


def sequence(outputs, truth):
    """Outputs of (examples, classes, steps), truth of (examples, steps)."""
    from scipy.special import softmax
    from sklearn import metrics

    columns = outputs.shape[1]
    known = truth.ravel() < columns
    p = softmax(outputs.transpose(0, 2, 1).reshape(-1, columns), axis=1)[known]
    tokens = truth.ravel()[known]
    nll = metrics.log_loss(tokens, p, labels=list(range(columns)))
    return {
        "token_error": 1 - metrics.accuracy_score(tokens, p.argmax(axis=1)),
        "nll": nll,
        "bits_per_token": nll / np.log(2),
        "perplexity": np.exp(nll),
    }


TASKS = {"classification": classification, "multi-label": multi_label, "regression": regression}


def expected(one):
    truth = np.array(one["truth"])
    if one["task"] == "sequence":
        outputs = np.array(one["outputs"]).reshape(-1, one["columns"], one["steps"])
        return sequence(outputs, truth.reshape(-1, one["steps"]))
    outputs = np.array(one["outputs"]).reshape(-1, one["columns"])
    return TASKS[one["task"]](outputs, truth if one["task"] == "classification" else truth.reshape(outputs.shape))


def compare(cases, found):
    """Prints a line per score; returns whether all agree."""
    differences, undefined, agree = {}, {}, True
    for one, scores in zip(cases, found, strict=True):
        for name, value in expected(one).items():
            key = f"{one['task']:15} {name}"
            if (value is None) != (name not in scores):
                print(f"{key}: scikit-learn {value}, Espalier {scores.get(name)}")
                agree = False
            elif value is None:
                undefined[key] = undefined.get(key, 0) + 1
            else:
                gap = abs(value - scores[name]) / max(1, abs(value))
                differences.setdefault(key, []).append(gap)
    print("task            score            cases  undefined  largest difference")
    for key, gaps in sorted(differences.items()):
        print(f"{key:32} {len(gaps):5}  {undefined.get(key, 0):9}  {max(gaps):.1e}")
        agree &= max(gaps) <= TOLERANCE
    return agree


def main():
    warnings.filterwarnings("ignore")
    if sys.argv[1] == "cases":
        random = np.random.default_rng(21)
        json.dump([case(random) for _ in range(int(sys.argv[2]))], sys.stdout)
        return
    cases, found = (json.load(open(path, encoding="utf-8")) for path in sys.argv[2:4])
    sys.exit(0 if compare(cases, found) else 1)


main()
