using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Definitions;

public class The_sample_school
{
    private static readonly JsonNode School = JsonNode.Parse(TargetModel.Repository("ops/sample/school-49.json"))!;

    private static Definition Model => TargetModel.Shipped;

    private static IEnumerable<JsonNode> Items => List(School["roadMap"]!["items"]!);

    [Fact]
    public void Plans_every_item_of_the_model_in_its_order() =>
        Assert.Equal(Model.Stages.SelectMany(stage => stage.Items).Select(item => item.Code), Items.Select(item => Text(item, "code")));

    [Fact]
    public void Quotes_all_three_acts_in_its_first_item()
    {
        var studied = Text(Items.First(), "content");
        Assert.StartsWith("Изучение Распоряжения Министерства просвещения Российской Федерации № Р-145", studied, StringComparison.Ordinal);
        Assert.Contains("приказа Министерства образования и науки Кузбасса № 764 от 17.04.2020г.", studied, StringComparison.Ordinal);
        Assert.Contains("от 08.04.202г. «О внедрении целевой модели", studied, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_role_and_no_person() =>
        Assert.Equal(
            ["Заместитель директора по воспитательной работе"],
            Items.Select(item => Text(item["responsible"]!, "position")).Distinct());

    [Fact]
    public void Has_no_date_of_its_own_for_two_items() =>
        Assert.Equal(["1.4.2", "1.4.3"], Items.Where(item => item["planned"] is null).Select(item => Text(item, "code")));

    [Fact]
    public void Plans_two_meetings_outside_the_school_year_as_the_source_does() =>
        Assert.Equal(
            ["6.1.2 Декабрь 2022г.", "6.1.3 Декабрь 2022г."],
            Items.Where(item => item["planned"] is { } planned && Date(planned, "to") > new DateOnly(2022, 8, 31))
                .Select(item => $"{Text(item, "code")} {Text(item["planned"]!, "text")}"));

    [Fact]
    public void Never_plans_an_end_before_its_start() =>
        Assert.All(
            Items.Select(item => item["planned"]).OfType<JsonNode>(),
            planned => Assert.True(Date(planned, "from") < Date(planned, "to")));

    [Fact]
    public void Cites_one_of_three_acts_incompletely() =>
        Assert.Equal(
            ["True Р-145", "True 764", "False "],
            List(School["legalBasis"]!).Select(act => $"{act["complete"]!.GetValue<bool>()} {act["number"]}"));

    [Fact]
    public void Enables_four_forms_one_under_a_precondition()
    {
        Assert.Equal(4, List(School["forms"]!).Count(form => Model.Form(Text(form, "code"))!.OfferedTo.Contains(OrganisationKind.School)));
        Assert.Equal(
            ["student-learner"],
            List(School["forms"]!).Where(form => form["precondition"] is not null).Select(form => Text(form, "code")));
    }

    [Fact]
    public void Keeps_a_programme_for_every_enabled_form() =>
        Assert.Equal(
            List(School["forms"]!).Select(form => Text(form, "code")),
            List(School["preparation"]!["programmeBank"]!).Select(entry => Text(entry, "form")));

    [Fact]
    public void Registers_documents_of_kinds_that_the_model_knows() =>
        Assert.All(List(School["documents"]!), document => Assert.NotNull(Model.Document(Text(document, "code"))));

    [Fact]
    public void Informs_through_all_six_channels_in_September_2021()
    {
        var outreach = List(School["preparation"]!["outreach"]!).ToArray();
        Assert.Equal(Model.OutreachChannels.Select(channel => channel.Code), outreach.Select(fact => Text(fact, "channel")));
        Assert.All(outreach, fact => Assert.Equal((2021, 9), (Date(fact, "on").Year, Date(fact, "on").Month)));
    }

    [Fact]
    public void Completes_every_item_of_stage_1_with_the_documents_it_needs()
    {
        var completed = List(School["preparation"]!["completedItems"]!).ToDictionary(item => Text(item, "code"));
        var registered = List(School["documents"]!).ToDictionary(document => Text(document, "key"), document => Text(document, "code"));
        Assert.Equal(Model.Stage(1).Items.Select(item => item.Code), completed.Keys);
        Assert.All(Model.Stage(1).Items.Where(item => item.Documented), item => Assert.Equal(
            item.Documents, List(completed[item.Code]["documents"]!).Select(key => registered[$"{key}"])));
    }

    [Fact]
    public void Waives_only_what_may_be_waived() =>
        Assert.All(List(School["preparation"]!["waivers"]!), waiver => Assert.Equal(
            CriterionMode.Waivable,
            Model.Stages.SelectMany(stage => stage.Gate.Criteria).Single(criterion => criterion.Code == Text(waiver, "criterion")).Mode));

    private static IEnumerable<JsonNode> List(JsonNode list) => list.AsArray().Select(element => element!);

    private static string Text(JsonNode json, string member) => json[member]!.GetValue<string>();

    private static DateOnly Date(JsonNode json, string member) =>
        DateOnly.ParseExact(Text(json, member), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
