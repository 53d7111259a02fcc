import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.data.ClassTargets;
import io.espalier.data.LabelTargets;
import io.espalier.data.SequenceTargets;
import io.espalier.data.SequenceTargets.Alignment;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.metric.Predictions;
import io.espalier.task.Classification;
import io.espalier.task.MultiLabel;
import io.espalier.task.Regression;
import io.espalier.task.SequencePrediction;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** The scores of the cases of scripts/bench/quality. */
public final class Quality {
    private Quality() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode found = json.createArrayNode();
        for (JsonNode one : json.readTree(new File(arguments[0]))) {
            ObjectNode scores = found.addObject();
            predictions(one).scores().values().forEach((score, value) -> scores.put(score.column(), value));
        }
        System.out.println(json.writeValueAsString(found));
    }

    private static Predictions predictions(JsonNode one) {
        int columns = one.path("columns").asInt();
        double[] truth = numbers(one.path("truth"));
        float[] outputs = new float[one.path("outputs").size()];
        IntStream.range(0, outputs.length).forEach(i -> outputs[i] = (float) one.path("outputs").get(i).doubleValue());
        List<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
        int[] whole = IntStream.range(0, truth.length).map(i -> (int) truth[i]).toArray();
        return switch (one.path("task").asText()) {
            case "classification" -> new Classification().predictions(outputs, new ClassTargets(columns, whole));
            case "multi-label" -> new MultiLabel().predictions(outputs, (Targets) new LabelTargets(names, whole));
            case "sequence" -> new SequencePrediction()
                    .predictions(outputs, new SequenceTargets(columns, whole, one.path("steps").asInt(), Alignment.SAME_STEP));
            default -> new Regression().predictions(outputs, new ValueTargets(names, truth));
        };
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).doubleValue()).toArray();
    }
}
