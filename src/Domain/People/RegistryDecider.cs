using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Rules of the register of persons.</summary>
public static class RegistryDecider
{
    private const int LastClass = 11;
    private const int LastYear = 6;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Person state, RegistryCommand command, Issued issued)
    {
        var room = state.Registry;
        return command switch
        {
            RegistryCommand.RegisterPerson { Same: { } same } =>
                new Refusal(Reason.PersonAlreadyRegistered, "person-recorded", same.ToString()),
            RegistryCommand.RegisterPerson c => Misfit(c.Profile) is { } misfit ? misfit : Registered(c),
            RegistryCommand.ReplaceDetails c =>
                new Decision.Accepted(
                    Aged(state, new RegistryEvent.PersonDetailsReplaced(c.Details, [.. c.Fields.Distinct().Order()], c.AgeBand),
                        issued.EffectiveOn)),
            RegistryCommand.ChangePerson c => Misfit(c.Profile) is { } misfit ? misfit : Changed(room.Registered!, c.Profile),
            RegistryCommand.LinkRepresentative c => Link(room, c),
            RegistryCommand.UnlinkRepresentative c when !room.Representatives.ContainsKey(c.Representative) =>
                Decision.Unknown("representative", c.Representative.ToString()),
            RegistryCommand.UnlinkRepresentative c => new RegistryEvent.RepresentativeUnlinked(c.Representative, c.Reason),
            RegistryCommand.ConfirmClearance c =>
                (Dates.OfFact(c.CheckedOn, issued.AsOf) ?? Dates.OfPeriod(c.CheckedOn, c.ValidUntil, "clearance")) is { } refusal
                ? refusal
                : new Clearance(c.CheckedOn, c.ValidUntil) == room.Clearance ? Reason.NothingChanges
                : new RegistryEvent.ClearanceConfirmed(c.CheckedOn, c.ValidUntil),
            RegistryCommand.RevokeClearance when room.Clearance is null => Reason.NothingChanges,
            RegistryCommand.RevokeClearance c => new RegistryEvent.ClearanceRevoked(c.Reason),
            RegistryCommand.LeaveOrganisation when room.LeftOn is { } on =>
                new Refusal(Reason.AlreadyRecorded, "departure-recorded", Dates.Text(on)),
            RegistryCommand.LeaveOrganisation c =>
                Dates.OfFact(c.On, issued.AsOf) is { } refusal ? refusal : new RegistryEvent.OrganisationLeft(c.On),
            RegistryCommand.VoidDeparture when room.LeftOn is null => Reason.NothingChanges,
            RegistryCommand.VoidDeparture c => new RegistryEvent.DepartureVoided(c.Reason),
            RegistryCommand.ReachAgeBand c when c.Band <= room.Registered!.AgeBand
                && !(c.Band.IsAdult() && issued.EffectiveOn < room.AdultSince) => Reason.NothingChanges,
            RegistryCommand.ReachAgeBand c =>
                new Decision.Accepted(Aged(state, new RegistryEvent.AgeBandReached(c.Band), issued.EffectiveOn)),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    /// <summary>An event that changes the age band and, if the consent to participation is no longer valid at the new age, a restriction:
    /// for an adult without an own consent, or for a minor who was recorded as an adult.</summary>
    internal static IReadOnlyList<PersonEvent> Aged(Person state, RegistryEvent aged, DateOnly on)
    {
        var after = state.Evolve(aged, on);
        var ground = after.Registry.Registered!.AgeBand.IsAdult() ? RestrictionGround.Majority : RestrictionGround.UnfitSigners;
        return Participates(state) && !Participates(after) && !state.Consents.Restrictions.Contains(ground)
            ? [aged, new ConsentEvent.ProcessingRestricted(ground)]
            : [aged];
    }

    private static bool Participates(Person state) => state.InForce.Any(c => c.Given.Purpose == ConsentPurpose.Participation);

    private static RegistryEvent.PersonRegistered Registered(RegistryCommand.RegisterPerson c) => new(
        c.Id, c.Organisation, [.. c.Profile.Kinds.Distinct().Order()], c.Profile.Contour, c.AgeBand, c.Profile.Grade, c.Profile.Experience,
        c.Profile.NewHire, c.Details, [.. c.Fields.Distinct().Order()]);

    private static Decision Changed(RegistryEvent.PersonRegistered now, PersonProfile profile)
    {
        var next = new RegistryEvent.PersonChanged([.. profile.Kinds.Distinct().Order()], profile.Contour, profile.Grade,
            profile.Experience, profile.NewHire);
        return next.Kinds.SequenceEqual(now.Kinds)
            && (next.Contour, next.Grade, next.Experience, next.NewHire) == (now.Contour, now.Grade, now.Experience, now.NewHire)
            ? Reason.NothingChanges
            : next;
    }

    private static Refusal? Misfit(PersonProfile p)
    {
        var (learner, student) = (p.Kinds.Contains(PersonKind.Learner), p.Kinds.Contains(PersonKind.Student));
        return p.Kinds.Count == 0 ? OutOfRange("kinds-empty", "kinds")
            : p.Grade is { } grade && !(learner && grade is >= 1 and <= LastClass) && !(student && grade is >= 1 and <= LastYear)
                ? OutOfRange("grade", $"{grade}")
            : p.Experience is not null && !p.Kinds.Contains(PersonKind.Teacher) ? OutOfRange("experience-of-no-teacher", "experience")
            : null;
    }

    private static Decision Link(RegistryRoom room, RegistryCommand.LinkRepresentative c) =>
        c.Representative == room.Registered!.Id ? OutOfRange("representative-is-the-person", c.Representative.ToString())
        : c.RepresentativeBand is not { } band ? Decision.Unknown("person", c.Representative.ToString())
        : !band.IsAdult() ? OutOfRange("representative-not-of-age", c.Representative.ToString())
        : (c.PersonBand ?? room.Registered.AgeBand).IsAdult() ? OutOfRange("represented-is-of-age", room.Registered.Id.ToString())
        : room.Representatives.TryGetValue(c.Representative, out var kind) && kind == c.Kind ? Reason.NothingChanges
        : new RegistryEvent.RepresentativeLinked(c.Representative, c.Kind);

    private static Refusal OutOfRange(string what, string where) => new(Reason.ValueOutOfRange, what, where);
}
