package io.espalier.spark.ml;

import io.espalier.binding.Canonical;
import io.espalier.pareto.FrontStatus;
import io.espalier.pareto.Objective;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.TrialResult;
import io.espalier.spark.report.TrialReader;
import io.espalier.stats.Estimate;
import io.espalier.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The Pareto front as rows, candidates, controls and baselines alike: the axes, for each objective and what the task chooses by, on the validation and the test part, the mean over seeds and half of its 95%
 * confidence interval, the trials, and what the controls say.
 */
record FrontRows(List<String> columns, List<RankedCandidate> members) {
    private static final String MARGIN = "_margin";

    /** @param out folder of a sweep that ran */
    static FrontRows of(Storage out, List<Objective> objectives) {
        List<RankedCandidate> members = TrialReader.read(out, objectives).fronts(objectives).stream()
                .flatMap(front -> front.report().members(FrontStatus.FRONT).stream())
                .toList();
        Set<String> columns = new LinkedHashSet<>();
        objectives.forEach(objective -> columns.add(objective.column()));
        members.forEach(member -> columns.addAll(List.of(
                member.candidate().chosenBy().column(), member.candidate().reported())));
        return new FrontRows(List.copyOf(columns), members);
    }

    void write(SparkSession session, Storage out) {
        session.createDataFrame(members.stream().map(this::row).toList(), schema())
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(out.location() + "/front");
    }

    private StructType schema() {
        StructType schema = new StructType().add("axes", DataTypes.StringType);
        for (String column : columns) {
            schema = schema.add(column, DataTypes.DoubleType).add(column + MARGIN, DataTypes.DoubleType);
        }
        return schema.add("role", DataTypes.StringType)
                .add("seeds", DataTypes.IntegerType)
                .add("knee", DataTypes.BooleanType)
                .add("hypervolume_share", DataTypes.DoubleType)
                .add("controls", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
                .add("trials", DataTypes.createArrayType(DataTypes.StringType));
    }

    private Row row(RankedCandidate member) {
        List<Object> values =
                new ArrayList<>(List.of(Canonical.json(member.candidate().axes())));
        for (String column : columns) {
            Estimate estimate = member.estimates().get(column);
            values.add(estimate == null ? null : estimate.mean());
            values.add(estimate == null ? null : estimate.margin());
        }
        Map<String, String> controls = new TreeMap<>();
        member.controls()
                .forEach(c -> controls.put(c.control(), c.verdict().name().toLowerCase(Locale.ROOT)));
        values.add(member.candidate().role());
        values.add(member.candidate().trials().size());
        values.add(member.knee());
        values.add(member.hypervolumeShare());
        values.add(controls);
        values.add(
                member.candidate().trials().stream().map(TrialResult::trialId).toArray());
        return RowFactory.create(values.toArray());
    }
}
