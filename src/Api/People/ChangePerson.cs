using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.People;

/// <summary>Изменение сведений: profile, details, clearance, departure.</summary>
internal sealed class ChangePerson(PersonVault persons) : UseCase
{
    /// <param name="Grade">Class of a pupil, 1 to 11, or year of a student, 1 to 6.</param>
    public sealed record Profile(
        IReadOnlyList<PersonKind> Kinds, Contour Contour = Contour.Internal, int? Grade = null, Experience? Experience = null,
        bool NewHire = false) : Dated;

    /// <param name="AgeBand">Given if neither birth date nor birth year of an adult is known.</param>
    /// <param name="Namesake">Confirms that the person with this name and birth date or year is somebody else.</param>
    /// <param name="BirthYear">Given if the birth date is unknown.</param>
    /// <param name="ClassLetter">The letter of a pupil's class; the number is the grade.</param>
    public sealed record Details(
        string FullName, DateOnly? BirthDate = null, int? BirthYear = null, AgeBand? AgeBand = null, string? ClassLetter = null,
        string? Representative = null, string? Position = null, string? Workplace = null, string? Phone = null, string? Email = null,
        string? Address = null, string? Other = null, bool Namesake = false) : Dated;

    public sealed record Checked(DateOnly CheckedOn, DateOnly ValidUntil) : Dated;

    public sealed record Departure(DateOnly On) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecidePerson<Profile>("/profile", About("changePerson", "Change a person's profile",
            "Kinds, contour, grade, experience: all of them, as they are from now on.") with
        {
            Match = PersonDecisions.Seen, Example = new Profile([PersonKind.Learner], Grade: 8),
        }, (_, r) => new RegistryCommand.ChangePerson(new(r.Kinds, r.Contour, r.Grade, r.Experience, r.NewHire)));

        routes.DecidePerson<Details>("/details", About("replacePersonDetails", "Replace a person's details",
            "Name, birth date and contacts: all of them. The earlier ones are gone from the vault.") with
        {
            Match = PersonDecisions.Seen, Example = new Details("Участник первый", new(2008, 3, 15), Phone: "+7 000 000-00-00"),
        }, Replace);

        routes.DecidePerson<Checked>("/clearance", About("confirmClearance", "Confirm a clearance",
            "That the check which work with minors asks for was made, and how long it counts; never what it says (L17).") with
        {
            Example = new Checked(new(2021, 9, 1), new(2022, 8, 31)),
        }, (_, r) => new RegistryCommand.ConfirmClearance(r.CheckedOn, r.ValidUntil));

        routes.DecidePerson<ReasonRequest>("/clearance/revocation",
            About("revokeClearance", "Revoke a clearance", "It counts no more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new RegistryCommand.RevokeClearance(await incoming.SealAbout(incoming.Id("person"), r.Reason)));

        routes.DecidePerson<Departure>("/departure", About("recordDeparture", "Record that a person has left",
            "The person takes part in nothing more: offices, delegations and keys end with it, at once.")
            with { Example = new Departure(new(2022, 1, 15)) },
            (_, r) => new RegistryCommand.LeaveOrganisation(r.On));

        routes.DecidePerson<ReasonRequest>("/departure/void",
            About("voidDeparture", "Undo a departure", "It was recorded by mistake, or the person has come back.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new RegistryCommand.VoidDeparture(await incoming.SealAbout(incoming.Id("person"), r.Reason)));
    }

    private async Task<Built<PersonCommand>> Replace(Incoming incoming, Details r)
    {
        var asked = new DetailsRequest(r.FullName, r.BirthDate, r.BirthYear, r.AgeBand, r.Email, r.Phone, r.Address, r.Workplace,
            r.Position, r.Representative, r.Other, r.ClassLetter);
        if (asked.Fault(incoming.Caller.Today) is { } fault) return fault;
        var person = incoming.Id("person");
        if (!r.Namesake && asked.Details.Born is not null && (await persons.Same(
            incoming.Caller.Organisation, [asked.Details], incoming.Stop))[0].Persons.FirstOrDefault(p => p != person) is var same
            && same != default)
            return Refusals.Of(new(Reason.PersonAlreadyRegistered, "person-recorded", same.ToString()), incoming.Http.Request.RouteValues);
        return new RegistryCommand.ReplaceDetails(await incoming.Vault.Replace(person, asked.Details, incoming.Stop, r.Namesake),
            asked.Details.Fields(), asked.Band(incoming.Caller.Today));
    }

    private static Operation About(string name, string summary, string description) =>
        new("People", name, summary, description, Takes.Work);
}
