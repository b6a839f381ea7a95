using System.Text.RegularExpressions;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

public partial class The_target_model
{
    private static Definition Model => TargetModel.Shipped;

    [Fact]
    public void Has_the_numbers_of_the_source()
    {
        Assert.Equal(5, Model.Forms.Count);
        Assert.Equal(7, Model.Stages.Count);
        Assert.Equal(12, Model.Documents.Count(document => document.Number is not null));
        Assert.Equal(10, Model.Tasks.Count);
        Assert.Equal(9, Model.Results.Count);
        Assert.Equal(16, Model.Stages.Sum(stage => stage.Activities.Count));
        Assert.Equal(59, Model.Stages.SelectMany(stage => stage.Items).Count());
        Assert.Equal(7, Model.Contours.External.Count);
        Assert.Equal(6, Model.Contours.Internal.Count);
        Assert.Equal(6, Model.OutreachChannels.Count);
    }

    [Fact]
    public void Names_every_row_of_the_checklist_that_is_an_element_of_the_model() =>
        Assert.Empty(Elements().Except(RowsOf(TargetModel.Text)));

    [Fact]
    public void Leaves_to_the_sample_only_rows_about_one_school() =>
        Assert.Empty(Enumerable.Range(4, 173).Select(Row)
            .Except(RowsOf(TargetModel.Text)).Except(RowsOf(TargetModel.Repository("ops/sample/school-49.json"))));

    [Fact]
    public void Gives_every_stage_its_share_of_the_road_map() =>
        Assert.Equal([15, 8, 5, 6, 7, 8, 10], Model.Stages.Select(stage => stage.Items.Count()));

    [Fact]
    public void Numbers_the_items_without_a_gap() =>
        Assert.All(Model.Stages, stage => Assert.All(stage.Activities.Index(), activity => Assert.Equal(
            Enumerable.Range(1, activity.Item.Items.Count).Select(n => $"{stage.Number}.{activity.Index + 1}.{n}"),
            activity.Item.Items.Select(item => item.Code))));

    [Fact]
    public void Traces_every_item_to_one_row() =>
        Assert.All(Model.Stages.SelectMany(stage => stage.Items), item => Assert.Single(item.Rows));

    [Fact]
    public void Gives_a_goal_to_stage_7_only() =>
        Assert.Equal([7], Model.Stages.Where(stage => stage.Goal is not null).Select(stage => stage.Number));

    [Fact]
    public void Spells_stages_5_and_6_in_two_ways() =>
        Assert.Equal([5, 6], Model.Stages.Where(stage => stage.Aliases.Count > 0).Select(stage => stage.Number));

    [Fact]
    public void Quotes_the_federal_act_in_the_first_item_and_no_act_of_one_region()
    {
        var studied = Model.Item("1.1.1")!.Title.Ru;
        Assert.StartsWith("Изучение Распоряжения Министерства просвещения Российской Федерации № Р-145", studied, StringComparison.Ordinal);
        Assert.EndsWith("правовых актов субъекта Российской Федерации о внедрении целевой модели наставничества", studied,
            StringComparison.Ordinal);
        Assert.DoesNotContain("  ", studied, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_year_plan_beside_the_stages() =>
        Assert.Equal([6, 12], Model.Documents.Where(document => document.SidePlan).Select(document => document.Number));

    [Fact]
    public void Ties_each_of_the_six_channels_to_one_item_of_stage_1() =>
        Assert.Equal(
            Model.OutreachChannels.Select(channel => channel.Code),
            Model.Stage(1).Items.Select(item => item.Channel).OfType<string>());

    [Fact]
    public void Asks_at_gate_1_for_these_criteria() =>
        Assert.Equal(
            ["G1.1", "G1.2", "G1.3", "G1.4", "G1.5", "G1.6", "G1.7", "G1.8", "G1.9", "G1.10", "G1.R"],
            Model.Stage(1).Gate.Criteria.Select(criterion => criterion.Code));

    [Fact]
    public void Lets_only_these_criteria_be_waived() =>
        Assert.Equal(
            ["G1.7", "G1.8", "G1.9", "G1.10", "G2.1", "G2.5", "G3.1", "G3.3", "G3.4", "G4.3a", "G4.3b", "G4.5", "G5.1", "G6.2", "G6.3",
                "G7.2", "G7.3a", "G7.3b", "G7.3c", "G7.3d", "G7.3e", "G7.4a"],
            Model.Stages.SelectMany(stage => stage.Gate.Criteria)
                .Where(criterion => criterion.Mode == CriterionMode.Waivable).Select(criterion => criterion.Code));

    [Fact]
    public void Asks_every_gate_for_the_items_of_its_stage() =>
        Assert.All(Model.Stages, stage => Assert.Contains(stage.Gate.Criteria, criterion =>
            criterion is { Rule: "roadmap.stage-items-settled/1", Mode: CriterionMode.Blocking }
            && criterion.Code == $"G{stage.Number}.R"));

    [Fact]
    public void Asks_the_gates_from_the_second_for_the_documents_of_their_stage() =>
        Assert.Equal(
            [2, 3, 4, 5, 6, 7],
            Model.Stages.Where(stage => stage.Gate.Criteria.Any(criterion => criterion.Rule == "roadmap.stage-documents/1"))
                .Select(stage => stage.Number));

    [Fact]
    public void Demands_number_date_signatory_and_file_of_the_introduction_order()
    {
        var order = Model.Stage(1).Gate.Criteria[0];
        Assert.Equal("introduction-order", order.Value("document"));
        Assert.Equal(["number", "date", "signatory", "file"], order.Values("requires"));
        Assert.Empty(order.Values("items"));
    }

    [Fact]
    public void Lets_gate_1_depend_on_items_and_documents_of_stage_1_only()
    {
        var criteria = Model.Stage(1).Gate.Criteria;
        Assert.All(criteria.SelectMany(criterion => criterion.Values("items")), code => Assert.Equal(1, Model.Item(code)!.Stage));
        Assert.All(criteria.SelectMany(criterion => criterion.Values("document")), code => Assert.Equal(1, Model.Document(code)!.Stage));
        Assert.All(Model.Stage(1).Items.SelectMany(item => item.Documents), code => Assert.True(Model.Document(code)!.Stage is 1 or null));
    }

    [Fact]
    public void Finds_its_parts_by_code()
    {
        Assert.Equal("A1.3", Model.Item("1.3.2")!.Activity);
        Assert.Equal(10, Model.Document("results-certificate")!.Number);
        Assert.Equal(DocumentKind.Order, Model.Document("curator-order")!.Kind);
        Assert.True(Model.Form("learner-learner")!.Eligibility.SameOrganisation);
        Assert.Null(Model.Form("teacher-teacher")!.Eligibility.SameOrganisation);
        Assert.Null(Model.Item("9.9.9"));
        Assert.Null(Model.Document("none"));
        Assert.Null(Model.Form("none"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.Stage(8));
    }

    [Fact]
    public void Is_pinned_by_code_version_and_digest()
    {
        Assert.Equal(new("target-model", 1, Model.Sha256), Model.Reference);
        Assert.Equal(Model, TargetModel.Accepted(TargetModel.Text));
        Assert.NotEqual(Model, TargetModel.Accepted(TargetModel.Text + "\n"));
    }

    // M11..M15, M17 and M40..M49 are about one school, its acts and its resources, so they are in the sample.
    private static IEnumerable<string> Elements() =>
        Enumerable.Range(4, 7).Append(16).Concat(Enumerable.Range(18, 20)).Concat(Enumerable.Range(50, 127)).Select(Row);

    private static string Row(int number) => $"M{number}";

    private static IEnumerable<string> RowsOf(string text) => RowInQuotes().Matches(text).Select(row => row.Groups[1].Value);

    [GeneratedRegex("\"(M[0-9]+)\"")]
    private static partial Regex RowInQuotes();
}
