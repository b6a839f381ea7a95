using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Domain.Tests.Definitions;

public class A_broken_definition
{
    [Theory]
    [InlineData("/version", "0", "/version", "out-of-range")]
    [InlineData("/version", "1.5", "/version", "out-of-range")]
    [InlineData("/version", "1e99", "/version", "out-of-range")]
    [InlineData("/version", "\"1\"", "/version", "wrong-type")]
    [InlineData("/code", "\" \"", "/code", "empty-text")]
    [InlineData("/code", "\"a\\nb\"", "/code", "malformed-code")]
    [InlineData("/code", "\"target-model\\n\"", "/code", "malformed-code")]
    [InlineData("/tasks/1/code", "\"Т1\"", "/tasks/1/code", "malformed-code")]
    [InlineData("/forms/0/variants/1/code", "\"a b\"", "/forms/0/variants/1/code", "malformed-code")]
    [InlineData("/otherDocuments/0/code", "\"a/b\"", "/otherDocuments/0/code", "malformed-code")]
    [InlineData("/stages/1/code", "\"a\\u0000b\"", "/stages/1/code", "malformed-code")]
    [InlineData("/g1/0/code", "\"G1.1\\r\"", "/g1/0/code", "malformed-code")]
    [InlineData("/goal/en", null, "/goal/en", "missing-member")]
    [InlineData("/colour", "1", "/colour", "unknown-member")]
    [InlineData("/a~0b~1c", "1", "/a~00b~01c", "unknown-member")]
    [InlineData("/tasks", "{}", "/tasks", "wrong-type")]
    [InlineData("/tasks", "[]", "/tasks", "empty-list")]
    [InlineData("/tasks/3", "7", "/tasks/3", "wrong-type")]
    [InlineData("/tasks/1/code", "\"T1\"", "/tasks/1/code", "duplicate-code")]
    [InlineData("/tasks/1/rows/0", "\"M\"", "/tasks/1/rows/0", "malformed-row")]
    [InlineData("/tasks/1/rows/0", "\"M51\\n\"", "/tasks/1/rows/0", "malformed-row")]
    [InlineData("/results/8/code", "\"R1\"", "/results/8/code", "duplicate-code")]
    [InlineData("/results/0/measures/0/indicator", "\"x\"", "/results/0/measures/0/indicator", "unknown-indicator")]
    [InlineData("/results/0/measures/0/of", "\"organisation\"", "/results/0/measures/0/of", "unknown-value")]
    [InlineData("/targets/1/code", "\"I1\"", "/targets/1/code", "duplicate-code")]
    [InlineData("/stages/0/activities/2/items/0/settledBy/of", "\"poem\"", "/stages/0/activities/2/items/0/settledBy/of", "unknown-value")]
    [InlineData("/stages/6/activities/0/items/0/settledBy/of", "\"luck\"", "/stages/6/activities/0/items/0/settledBy/of", "unknown-value")]
    [InlineData("/stages/5/activities/0/items/0/settledBy/of", "\"any\"", "/stages/5/activities/0/items/0/settledBy/of", "unknown-value")]
    [InlineData("/stages/6/activities/0/items/0/settledBy/fact", "\"x\"", "/stages/6/activities/0/items/0/settledBy/fact", "unknown-value")]
    [InlineData("/stages/0/activities/1/items/0/settledBy/of", "\"site\"", "/stages/0/activities/1/items/0/settledBy/of", "unknown-value")]
    [InlineData("/forms/4/code", "\"learner-learner\"", "/forms/4/code", "duplicate-code")]
    [InlineData("/forms/0/variants/1/code", "\"achiever-underachiever\"", "/forms/0/variants/1/code", "duplicate-code")]
    [InlineData("/forms/0/eligibility/rules/1/code", "\"mentor-on-higher-level\"", "/forms/0/eligibility/rules/1/code", "duplicate-code")]
    [InlineData("/forms/0/eligibility/mentor/0", "\"parent\"", "/forms/0/eligibility/mentor/0", "unknown-value")]
    [InlineData("/forms/0/eligibility/mentor/0", "\"Learner\"", "/forms/0/eligibility/mentor/0", "unknown-value")]
    [InlineData("/forms/0/eligibility/sameOrganisation", "1", "/forms/0/eligibility/sameOrganisation", "wrong-type")]
    [InlineData("/forms/0/unitKinds/0", "\"crowd\"", "/forms/0/unitKinds/0", "unknown-value")]
    [InlineData("/forms/0/offeredTo", "[]", "/forms/0/offeredTo", "empty-list")]
    [InlineData("/forms/0/offeredTo/0", "\"regional-centre\"", "/forms/0/offeredTo/0", "unknown-value")]
    [InlineData("/contours/external/1/code", "\"ngo\"", "/contours/external/1/code", "duplicate-code")]
    [InlineData("/contours/internal/1/code", "\"administration\"", "/contours/internal/1/code", "duplicate-code")]
    [InlineData("/outreachChannels/1/code", "\"teachers-council\"", "/outreachChannels/1/code", "duplicate-code")]
    [InlineData("/documents/0/kind", "\"poem\"", "/documents/0/kind", "unknown-value")]
    [InlineData("/documents/0/kind", "\"Regulation\"", "/documents/0/kind", "unknown-value")]
    [InlineData("/documents/0/stage", "8", "/documents/0/stage", "out-of-range")]
    [InlineData("/documents/0/number", "2", "/documents", "documents-out-of-order")]
    [InlineData("/documents/0/number", "null", "/documents", "documents-out-of-order")]
    [InlineData("/title", "null", "/title", "wrong-type")]
    [InlineData("/otherDocuments/0/code", "\"stands\"", "/otherDocuments/0/code", "duplicate-code")]
    [InlineData("/stages/6", null, "/stages", "stages-out-of-order")]
    [InlineData("/stages/0/number", "2", "/stages", "stages-out-of-order")]
    [InlineData("/stages/1/code", "\"preparation\"", "/stages/1/code", "duplicate-code")]
    [InlineData("/stages/0/aliases/-", "{\"ru\":\"а\"}", "/stages/0/aliases/0/en", "missing-member")]
    [InlineData("/stages/0/activities/1/code", "\"A1.1\"", "/stages/0/activities/1/code", "duplicate-code")]
    [InlineData("/stages/0/activities/1/code", "\"A2.9\"", "/stages/0/activities/1/code", "misplaced-code")]
    [InlineData("/stages/0/activities/1/items/0/code", "\"1.2.2\"", "/stages/0/activities/1/items/1/code", "duplicate-code")]
    [InlineData("/stages/0/activities/1/items/0/code", "\"1.3.9\"", "/stages/0/activities/1/items/0/code", "misplaced-code")]
    [InlineData("/stages/0/activities/1/items/0/code", "\"1.2.x\"", "/stages/0/activities/1/items/0/code", "misplaced-code")]
    [InlineData("/stages/0/activities/1/items/0/channel", "\"pigeon\"", "/stages/0/activities/1/items/0/channel", "unknown-channel")]
    [InlineData("/stages/0/activities/1/items/0/channel", "null", "/stages/0/activities/1/items/0/channel", "wrong-type")]
    [InlineData("/stages/0/activities/1/items/0/documents/0", "\"poem\"", "/stages/0/activities/1/items/0/documents/0", "unknown-document")]
    [InlineData("/stages/0/activities/1/items/0/documents", "[]", "/stages/0/activities/1/items/0/documents", "no-expected-document")]
    [InlineData("/stages/0/activities/1/items/0/documented", "\"yes\"", "/stages/0/activities/1/items/0/documented", "wrong-type")]
    [InlineData("/g1/0/mode", "\"optional\"", "/g1/0/mode", "unknown-value")]
    [InlineData("/g1/0/mode", "\"waivable\"", "/g1/0/mode", "never-waivable")]
    [InlineData("/g1/3/mode", "\"waivable\"", "/g1/3/mode", "never-waivable")]
    [InlineData("/g1/0/rule", "\"document.in-force/2\"", "/g1/0/rule", "unknown-rule")]
    [InlineData("/g1/0/code", "\"G2.1\"", "/g1/0/code", "misplaced-code")]
    [InlineData("/g1/1/code", "\"G1.1\"", "/g1/1/code", "duplicate-code")]
    [InlineData("/stages/4/gate/announced", """[{"code":"G5.R","mode":"blocking","title":{"ru":"а","en":"a"},"rows":["M1"]}]""",
        "/stages/4/gate/announced/0/code", "duplicate-code")]
    [InlineData("/stages/4/gate/announced", """[{"code":"G5.9","rule":"a","mode":"blocking","title":{"ru":"а","en":"a"},"rows":["M1"]}]""",
        "/stages/4/gate/announced/0/rule", "unknown-member")]
    [InlineData("/g1/0/parameters", "[]", "/g1/0/parameters", "wrong-type")]
    [InlineData("/g1/0/parameters/document", null, "/g1/0/parameters/document", "missing-parameter")]
    [InlineData("/g1/0/parameters/document", "\"poem\"", "/g1/0/parameters/document", "unknown-document")]
    [InlineData("/g1/0/parameters/requires", "[1]", "/g1/0/parameters/requires/0", "wrong-type")]
    [InlineData("/g1/6/parameters/mustBeHeld/0", "\"pigeon\"", "/g1/6/parameters/mustBeHeld", "unknown-channel")]
    [InlineData("/g1/6/parameters/mustBeHeld", "[]", "/g1/6/parameters/mustBeHeld", "missing-parameter")]
    [InlineData("/g1/7/parameters/items/0", "\"8.1.1\"", "/g1/7/parameters/items", "unknown-item")]
    [InlineData("/parameters/matchingWeights", "[]", "/parameters/matchingWeights", "empty-list")]
    [InlineData("/parameters/matchingWeights/0/weight", "101", "/parameters/matchingWeights/0/weight", "out-of-range")]
    [InlineData("/parameters/matchingWeights/0/part", "\"luck\"", "/parameters/matchingWeights/0/part", "unknown-value")]
    [InlineData("/parameters/matchingWeights/1/part", "\"mutual-preference\"", "/parameters/matchingWeights/1/part", "duplicate-code")]
    [InlineData("/parameters/schoolYearStartMonth", "13", "/parameters/schoolYearStartMonth", "out-of-range")]
    public void Has_its_fault_named_with_the_place(string place, string? value, string faultPlace, string code) =>
        TargetModel.Story.Names(Whole(place), value, Whole(faultPlace), code);

    [Fact]
    public void Has_all_its_faults_named_in_one_pass()
    {
        var broken = TargetModel.Copy()
            .With("/version", "0")
            .With("/title/en", null)
            .With("/tasks/9/code", "\"T1\"")
            .With("/documents/11/kind", "\"poem\"")
            .With("/stages/3/activities/1/items/2/documents/0", "\"poem\"")
            .With("/stages/6/gate/criteria/2/rule", "\"poem/1\"");

        Assert.Equal(
            [
                ("/documents/11/kind", "unknown-value"),
                ("/stages/3/activities/1/items/2/documents/0", "unknown-document"),
                ("/stages/6/gate/criteria/2/rule", "unknown-rule"),
                ("/tasks/9/code", "duplicate-code"),
                ("/title/en", "missing-member"),
                ("/version", "out-of-range"),
            ],
            TargetModel.Faults(broken).Select(fault => (fault.Place, fault.Code)).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void Is_refused_with_a_digest_that_is_none(string sha256) =>
        Assert.Equal(
            ["wrong-digest"],
            Assert.IsType<Reading<Definition>.Refused>(DefinitionReader.Read(TargetModel.Text, sha256, Rules.Known))
                .Faults.Select(fault => fault.Code));

    private static string Whole(string place) => place.Replace("/g1/", "/stages/0/gate/criteria/", StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "G2.2"), InlineData(2, "G2.4"), InlineData(3, "G3.2"), InlineData(5, "G5.3"), InlineData(7, "G7.7")]
    public void Cannot_make_consent_order_measurement_or_certificate_waivable(int stage, string code)
    {
        var place = Waivable(stage, code, out var text);
        Assert.Equal([(place, "never-waivable")], Faults(DefinitionReader.Read(text, TargetModel.Digest(text), Rules.Known)));
    }

    [Fact]
    public void Can_leave_the_orders_of_the_last_gate_waivable()
    {
        Waivable(7, "G7.3a", out var text);
        Assert.IsType<Reading<Definition>.Accepted>(DefinitionReader.Read(text, TargetModel.Digest(text), Rules.Known));
    }

    private static string Waivable(int stage, string code, out string text)
    {
        var criteria = TargetModel.Shipped.Stage(stage).Gate.Criteria;
        var place = $"/stages/{stage - 1}/gate/criteria/{criteria.Index().First(c => c.Item.Code == code).Index}/mode";
        text = JsonNode.Parse(TargetModel.Shipped.Text)!.With(place, "\"waivable\"").ToJsonString();
        return place;
    }

    private static IEnumerable<(string, string)> Faults(Reading<Definition> reading) =>
        Assert.IsType<Reading<Definition>.Refused>(reading).Faults.Select(fault => (fault.Place, fault.Code));
}
