using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.People;

namespace MentorshipFlow.Api.People;

/// <summary>Регистрация участника: name and contacts go to the vault, facts for the rules to the ledger.</summary>
internal sealed class RegisterPerson(PeopleEngine people) : UseCase
{
    /// <param name="FullName">Фамилия, имя, отчество; stored in the vault.</param>
    /// <param name="Kinds">The person's relations to the organisation.</param>
    /// <param name="BirthDate">Stored in the vault; required of minors, unless their birth year is given.</param>
    /// <param name="BirthYear">Given if the birth date is unknown; stored in the vault. The age counts from the last day of the year, so
    /// that a possible minor is treated as one.</param>
    /// <param name="AgeBand">Given if neither birth date nor birth year of an adult is known.</param>
    /// <param name="Representative">How to reach a minor's representative; stored in the vault.</param>
    /// <param name="ClassLetter">The letter of a pupil's class, such as «А»; stored in the vault. The number is the grade.</param>
    /// <param name="Namesake">Confirms that the person with this name and birth date or year is somebody else.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Registration(
        string FullName, IReadOnlyList<PersonKind> Kinds, DateOnly? BirthDate = null, int? BirthYear = null, AgeBand? AgeBand = null,
        int? Grade = null, string? ClassLetter = null, string? Representative = null, Contour Contour = Contour.Internal,
        Experience? Experience = null, bool NewHire = false, string? Position = null, string? Workplace = null, string? Phone = null,
        string? Email = null, string? Address = null, string? Other = null, bool Namesake = false, Guid? Id = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes) =>
        routes.Deciding<Registration>(
            "/api/people",
            new("People", "registerPerson", "Register a person",
                "Name, birth date and contacts are sealed in the vault under a key of the person's own. Who is registered already is " +
                "named by id.", Takes.Work)
            {
                Answer = typeof(PersonAnswer), Success = StatusCodes.Status201Created,
                Example = new Registration("Участник первый", [PersonKind.Learner], new(2008, 3, 15), Grade: 7),
            },
            Register);

    private async Task<IResult> Register(Incoming incoming, Registration r)
    {
        var asked = new DetailsRequest(r.FullName, r.BirthDate, r.BirthYear, r.AgeBand, r.Email, r.Phone, r.Address, r.Workplace,
            r.Position, r.Representative, r.Other, r.ClassLetter);
        if (asked.Fault(incoming.Caller.Today) is { } fault) return fault;
        var (id, details) = (r.Id ?? incoming.NewId("person"), asked.Details);
        var command = new RegistryCommand.RegisterPerson(
            id, incoming.Caller.Organisation, new(r.Kinds, r.Contour, r.Grade, r.Experience, r.NewHire),
            asked.Band(incoming.Issued.EffectiveOn),
            incoming.Vault.Register(id, details, r.Namesake), asked.Details.Fields());
        var outcome = await people.Register(command, details, r.Namesake, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, decided =>
        {
            if (decided.DryRun) return Answers.Json(PersonDecisions.Answer(id, decided));
            incoming.Http.Response.Headers.Location = $"/api/people/{id}";
            var answer = Answers.Json(PersonDecisions.Answer(id, decided), StatusCodes.Status201Created);
            return Answers.Seen(incoming.Http, PersonDecisions.Tagged(decided.State)!.Tag, answer);
        });
    }
}
