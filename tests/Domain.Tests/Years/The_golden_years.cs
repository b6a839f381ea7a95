using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>
/// Three whole school years as files, from the draft to the completed programme, with their certificates byte for byte. A file is read as
/// it stands; <c>MF_REFRESH=1</c> tells the years anew and writes them.
/// </summary>
public class The_golden_years
{
    private static readonly Dictionary<string, Func<History>> Told = new()
    {
        ["school-49"] = SchoolYear49.Told, ["college"] = CollegeYear.Told, ["adversity"] = YearOfAdversity.Told,
    };

    private static readonly Dictionary<string, GoldenYear> Read = Told.Keys.ToDictionary(year => year, Golden);

    public static TheoryData<string> Years => [.. Told.Keys];

    [Theory]
    [MemberData(nameof(Years))]
    public void Is_decided_as_its_file_says(string year) => Assert.Equal(File(year), Ndjson.Of(Told[year]().Ledger));

    [Theory]
    [MemberData(nameof(Years))]
    public void Is_written_again_as_it_was_read(string year)
    {
        Assert.Equal(File(year), Ndjson.Of(Read[year].Lines));
        Assert.All(Read[year].Lines, line => Assert.True(CanonicalJson.IsCanonical(line.Body)));
    }

    [Theory]
    [MemberData(nameof(Years))]
    public void Gives_this_certificate_byte_for_byte(string year) => Same($"{year}.certificate.txt", Read[year].Full);

    [Theory]
    [MemberData(nameof(Years))]
    public void Gives_this_public_version_byte_for_byte(string year) => Same($"{year}.public.certificate.txt", Read[year].Public);

    [Theory]
    [MemberData(nameof(Years))]
    public void Ends_with_all_seven_stages_approved_and_the_issued_certificate_rebuilt(string year)
    {
        var end = Read[year].State;
        Assert.Equal(ProgrammeStatus.Completed, end.Status);
        Assert.All(end.Gates.Stages, stage => Assert.True(stage.Stands));
        Assert.Equal(Read[year].Issued.ContentHash, Read[year].Full.ContentHash);
    }

    /// <summary>The cases of domain-model.md 5 that fit into one programme, each with the event that only it leaves.</summary>
    [Theory]
    [InlineData("late joiner", "member_joined", "\"lateJoin\":true")]
    [InlineData("consent withdrawn", "tandem_dissolved", "\"consentWithdrawn\"")]
    [InlineData("data erased", "person_standing_recorded", "\"erasedInTerm\"")]
    [InlineData("pair dissolved", "tandem_dissolved", "\"incompatible\"")]
    [InlineData("mentee decided on after it", "unmatched_mentees_decided", "\"supportCase\"")]
    [InlineData("mentor leaves", "mentor_replaced", "\"mentorLeft\"")]
    [InlineData("mentee leaves the school", "member_left", "\"menteeLeft\"")]
    [InlineData("harmful mentor", "readiness_revoked", "\"safety\"")]
    [InlineData("stage returned", "stage_returned", "")]
    [InlineData("approved stage reopened", "stage_reopened", "\"affectedStages\":[4]")]
    [InlineData("approval revoked", "stage_approval_revoked", "")]
    [InlineData("evidence annulled after approval", "document_annulled", "")]
    [InlineData("programme suspended", "programme_resumed", "")]
    [InlineData("programme cancelled by mistake", "closing_voided", "")]
    [InlineData("deadline missed", "roadmap_item_rescheduled", "")]
    [InlineData("curator changes", "curator_replaced", "")]
    [InlineData("minor turns 18", "person_standing_recorded", "\"ageBand\":\"eighteenToNineteen\",\"consents\":[]")]
    [InlineData("mentor shortage", "shortage_acknowledged", "")]
    [InlineData("wrong entry", "fact_voided", "\"replacedBy\"")]
    [InlineData("new version of the rules", "definition_migrated", "")]
    [InlineData("second certificate in the place of the first", "certificate_issued", "\"replaces\"")]
    public void Tells_in_the_year_of_adversity_of_a(string what, string type, string with) =>
        Assert.True(Read["adversity"].Lines.Any(l => l.Type == type && l.Body.Contains(with, StringComparison.Ordinal)), what);

    private static void Same(string file, Certificate certificate) =>
        Assert.Equal(TargetModel.Expected($"tests/Domain.Tests/Years/{file}", certificate.Text), certificate.Text);

    private static string File(string year) => TargetModel.Repository($"tests/Domain.Tests/Years/{year}.ndjson");

    private static GoldenYear Golden(string year) => new(Environment.GetEnvironmentVariable("MF_REFRESH") == "1"
        ? TargetModel.Expected($"tests/Domain.Tests/Years/{year}.ndjson", Ndjson.Of(Told[year]().Ledger)) : File(year));
}
