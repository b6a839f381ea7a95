using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_charter
{
    private static readonly CharterCommand.DraftProgramme Draft = new(
        Drafted.Organisation, Drafted.OrganisationTitle, Drafted.OrganisationKind, Drafted.Definition, Drafted.SchoolYear, Drafted.Title,
        Drafted.Goal, Drafted.SecondApprover);

    [Fact]
    public void Is_drafted_by_an_initiator_without_a_curator()
    {
        var story = Given().As(Oleg).When(Draft).Then(Drafted);
        Assert.Equal((ProgrammeStatus.Draft, 1), (story.State.Status, story.State.Version));
    }

    [Fact]
    public void Drafted_by_an_integrator_has_no_initiator() => Given().As(Region).When(Draft).Then(Drafted with { Initiator = null });

    [Fact]
    public void Is_not_drafted_on_behalf_of_a_person_without_a_delegation() =>
        Given().As(RegionForVera).When(Draft).Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");

    [Fact]
    public void Is_drafted_once() => Given(Drafted).As(Oleg).When(Draft).Refused(Reason.ProgrammeAlreadyExists);

    [Fact]
    public void Is_needed_before_everything_else() => Given().When(Submit(1)).Refused(Reason.ProgrammeNotFound);

    [Theory]
    [InlineData("2021"), InlineData("2021/2027"), InlineData("2021-2022"), InlineData("1999/2000"), InlineData("2021/202٢"), InlineData("")]
    public void Covers_one_to_five_school_years(string year)
    {
        Given().As(Oleg).When(Draft with { SchoolYear = year }).Refused(Reason.ValueOutOfRange, "school-year", year);
        Given(Drafted).When(new CharterCommand.CorrectProgramme(year, Drafted.Title, Drafted.Goal, Why))
            .Refused(Reason.ValueOutOfRange, "school-year", year);
    }

    [Fact]
    public void Is_corrected_with_a_reason()
    {
        var story = Given(Active).When(new CharterCommand.CorrectProgramme("2022/2023", Words("План"), Drafted.Goal, Why))
            .Then(new CharterEvent.ProgrammeCorrected("2022/2023", Words("План"), Drafted.Goal, Why));
        Assert.Equal(("2022/2023", "План", School),
            (story.State.Charter!.SchoolYear, story.State.Charter.Title.Value, story.State.Charter.Organisation));
    }

    [Fact]
    public void Corrected_to_itself_changes_nothing() =>
        Given(Active).When(new CharterCommand.CorrectProgramme(Drafted.SchoolYear, Drafted.Title, Drafted.Goal, Why))
            .Refused(Reason.NothingChanges);

    [Fact]
    public void Gets_its_policy_on_the_second_approver_from_the_head() =>
        Given(Active)
            .As(Vera).When(new CharterCommand.SetSecondApproverPolicy(SecondApproverPolicy.Always, Why))
            .Refused(Reason.WrongPerson, "role-required", "head")
            .As(Ivan).When(new CharterCommand.SetSecondApproverPolicy(SecondApproverPolicy.Never, Why)).Refused(Reason.NothingChanges)
            .When(new CharterCommand.SetSecondApproverPolicy(SecondApproverPolicy.Always, Why))
            .Then(new CharterEvent.SecondApproverPolicySet(SecondApproverPolicy.Always, Why));

    [Fact]
    public void Cannot_migrate_to_the_same_definition() =>
        Given(Active).When(new CharterCommand.MigrateDefinition(Model, Why)).Refused(Reason.NothingChanges);

    [Fact]
    public void Migrates_to_another_definition_and_back()
    {
        var stricter = NextVersion.Where("/stages/0/gate/criteria/6/mode", "\"blocking\"");
        var migrated = ApprovedUpTo(2).When(new CharterCommand.MigrateDefinition(stricter, Why))
            .Then(new CharterEvent.DefinitionMigrated(Model.Reference, stricter.Reference, Why, [1]));
        Assert.Equal([true, false], migrated.State.Gates.Stages.Take(2).Select(s => s.NeedsReconfirmation));
        Assert.Equal(1, migrated.State.Gates.Current!.Number);
        migrated.When(new CharterCommand.MigrateDefinition(Model, Why))
            .Then<CharterEvent.DefinitionMigrated>(e => Assert.Equal((stricter.Reference, Model.Reference), (e.From, e.To)));
    }

    [Fact]
    public void Keeps_approvals_that_a_new_definition_does_not_affect() =>
        ApprovedUpTo(2).When(new CharterCommand.MigrateDefinition(NextVersion.Where("/stages/6/gate/criteria/0/mode", "\"blocking\""), Why))
            .Then<CharterEvent.DefinitionMigrated>(e => Assert.Empty(e.AffectedStages));
}
