using MentorshipFlow.People;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class The_register_of_persons
{
    private static readonly PersonProfile Learner = new([PersonKind.Learner], Contour.Internal, 7, null, false);

    private static readonly RegistryCommand.RegisterPerson Register =
        new(Child, School, Learner, AgeBand.TenToThirteen, Text(5), [PersonField.BirthDate, PersonField.FullName]);

    [Fact]
    public void Registers_a_person_once() =>
        Nobody.When(Register).Then(Registered(AgeBand.TenToThirteen) with { Grade = 7 })
            .When(Register).Refused(Reason.PersonAlreadyRegistered, ("person-registered", Child));

    [Fact]
    public void Refuses_a_person_with_the_same_name_and_birth_date() =>
        Nobody.When(Register with { Same = Stranger }).Refused(Reason.PersonAlreadyRegistered, ("person-recorded", Stranger));

    [Fact]
    public void Refuses_commands_about_unregistered_persons() =>
        Nobody.When(new RegistryCommand.ChangePerson(Learner)).Refused(Reason.PersonNotFound)
            .When(Give(AgeBand.Fourteen, Child, Mother)).Refused(Reason.PersonNotFound);

    [Fact]
    public void Refuses_an_integrator_on_behalf_of_a_person() =>
        Nobody.As(RegionForVera).When(Register).Refused(Reason.DelegationMissing, ("delegation-missing", VeraId))
            .As(Region).When(Register).Accepted();

    [Theory]
    [InlineData(PersonKind.Learner, 11, 12), InlineData(PersonKind.Student, 6, 7)]
    public void Accepts_only_existing_grades(PersonKind kind, int last, int none) =>
        Nobody.When(Register with { Profile = Learner with { Kinds = [kind], Grade = none } })
            .Refused(Reason.ValueOutOfRange, ("grade", none))
            .When(Register with { Profile = Learner with { Kinds = [kind], Grade = 0 } }).Refused(Reason.ValueOutOfRange, ("grade", 0))
            .When(Register with { Profile = Learner with { Kinds = [kind], Grade = last } }).Accepted();

    [Fact]
    public void Refuses_a_profile_that_does_not_fit_the_kinds() =>
        Nobody.When(Register with { Profile = Learner with { Kinds = [] } }).Refused(Reason.ValueOutOfRange, ("kinds-empty", "kinds"))
            .When(Register with { Profile = Learner with { Kinds = [PersonKind.Teacher] } }).Refused(Reason.ValueOutOfRange, ("grade", 7))
            .When(Register with { Profile = Learner with { Experience = Experience.UpToThreeYears } })
            .Refused(Reason.ValueOutOfRange, ("experience-of-no-teacher", "experience"));

    [Fact]
    public void Changes_a_profile_only_if_it_differs() =>
        Nobody.When(Register).Accepted()
            .When(new RegistryCommand.ChangePerson(Learner)).Refused(Reason.NothingChanges)
            .When(new RegistryCommand.ChangePerson(Learner with { Grade = 8 }))
            .Then(new RegistryEvent.PersonChanged([PersonKind.Learner], Contour.Internal, 8, null, false))
            .Stands(s => Assert.Equal(8, s.Grade));

    [Fact]
    public void Links_only_a_registered_adult_as_representative() =>
        Nobody.When(Register).Accepted()
            .When(new RegistryCommand.LinkRepresentative(Child, RepresentativeKind.Parent, AgeBand.OverThirtyFive))
            .Refused(Reason.ValueOutOfRange, ("representative-is-the-person", Child))
            .When(new RegistryCommand.LinkRepresentative(Mother, RepresentativeKind.Parent))
            .Refused(Reason.Unknown, ("person-unknown", Mother))
            .When(new RegistryCommand.LinkRepresentative(Mother, RepresentativeKind.Parent, AgeBand.FifteenToSeventeen))
            .Refused(Reason.ValueOutOfRange, ("representative-not-of-age", Mother))
            .When(new RegistryCommand.LinkRepresentative(Mother, RepresentativeKind.Parent, AgeBand.OverThirtyFive)).Then(Linked(Mother))
            .When(new RegistryCommand.LinkRepresentative(Mother, RepresentativeKind.Parent, AgeBand.OverThirtyFive))
            .Refused(Reason.NothingChanges)
            .And(new RegistryEvent.AgeBandReached(AgeBand.EighteenToNineteen))
            .When(new RegistryCommand.LinkRepresentative(Father, RepresentativeKind.Parent, AgeBand.OverThirtyFive))
            .Refused(Reason.ValueOutOfRange, ("represented-is-of-age", Child))
            .When(new RegistryCommand.UnlinkRepresentative(Father, Why)).Refused(Reason.Unknown, ("representative-unknown", Father))
            .When(new RegistryCommand.UnlinkRepresentative(Mother, Why)).Then(new RegistryEvent.RepresentativeUnlinked(Mother, Why));

    [Fact]
    public void Keeps_a_clearance_with_its_last_day() =>
        Given(AgeBand.OverThirtyFive)
            .When(new RegistryCommand.ConfirmClearance(Tomorrow, YearEnd))
            .Refused(Reason.DateInFuture, ("date-in-future", Dates.Text(Tomorrow)))
            .When(new RegistryCommand.ConfirmClearance(Today, Yesterday)).Refused(Reason.PeriodReversed, ("period-reversed", "clearance"))
            .When(new RegistryCommand.ConfirmClearance(Today, YearEnd)).Then(new RegistryEvent.ClearanceConfirmed(Today, YearEnd))
            .When(new RegistryCommand.ConfirmClearance(Today, YearEnd)).Refused(Reason.NothingChanges)
            .Stands(s => Assert.Equal(new Clearance(Today, YearEnd), s.Clearance))
            .When(new RegistryCommand.RevokeClearance(Why)).Then(new RegistryEvent.ClearanceRevoked(Why))
            .Stands(s => Assert.Null(s.Clearance))
            .When(new RegistryCommand.RevokeClearance(Why)).Refused(Reason.NothingChanges);

    [Fact]
    public void Records_and_undoes_a_departure() =>
        Given(AgeBand.Fourteen)
            .When(new RegistryCommand.VoidDeparture(Why)).Refused(Reason.NothingChanges)
            .When(new RegistryCommand.LeaveOrganisation(Tomorrow)).Refused(Reason.DateInFuture, ("date-in-future", Dates.Text(Tomorrow)))
            .When(new RegistryCommand.LeaveOrganisation(Yesterday)).Then(new RegistryEvent.OrganisationLeft(Yesterday))
            .Stands(s => Assert.False(s.MayTakePart))
            .When(new RegistryCommand.LeaveOrganisation(Today))
            .Refused(Reason.AlreadyRecorded, ("departure-recorded", Dates.Text(Yesterday)))
            .When(new RegistryCommand.VoidDeparture(Why)).Then(new RegistryEvent.DepartureVoided(Why))
            .Stands(s => Assert.True(s.MayTakePart));

    [Fact]
    public void Lists_each_programme_once() =>
        Assert.Equal(
            [Number(0x41), Number(0x42)],
            Given(AgeBand.Fourteen, Joined(0x41, Participation.Mentee), Joined(0x42, Participation.Mentee),
                Joined(0x41, Participation.Mentor))
                .State.Registry.Programmes);

    private static RegistryEvent.ProgrammeJoined Joined(int programme, Participation participation) =>
        new(Number(programme), participation);
}
