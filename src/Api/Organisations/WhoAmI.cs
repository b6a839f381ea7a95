using MentorshipFlow.Api.Http;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Organisations;

/// <summary>Describes the caller: key, holder, roles, organisation.</summary>
public sealed class WhoAmI(OrganisationEngine organisations, PeopleEngine people, ProgrammeEngine programmes, GrantedDelegations granted)
    : UseCase
{
    /// <param name="Kind">Determines which roles its keys may have.</param>
    public sealed record OwnOrganisation(Guid Id, InstitutionalText Title, OrganisationKind Kind, bool Sandbox);

    /// <param name="From">The first day in office.</param>
    public sealed record Office(Guid Programme, InstitutionalText Title, DateOnly From);

    /// <param name="Role">The role in which the person granted it.</param>
    public sealed record Delegated(Guid Id, Guid Programme, Guid Person, Guid Integrator, DateOnly From, DateOnly? Until, string Role);

    /// <param name="Key">The id of the key.</param>
    /// <param name="Person">The person who holds it; absent for an integrator.</param>
    /// <param name="Registered">Whether the person is in the register of persons; absent for an integrator.</param>
    /// <param name="Roles">The roles of the key; Acting-As chooses one of them for a request.</param>
    /// <param name="Today">The day that it is in the organisation.</param>
    /// <param name="CuratorOf">Open programmes whose curator in office the person is today.</param>
    /// <param name="Delegations">In open programmes: of an integrator those received, of a person those granted.</param>
    public sealed record Answer(
        Guid Key, Guid? Person, bool? Registered, Guid? Integrator, IReadOnlyList<Role> Roles, OwnOrganisation Organisation, DateOnly Today,
        IReadOnlyList<Office> CuratorOf, IReadOnlyList<Delegated> Delegations);

    public override void Map(IEndpointRouteBuilder routes) => routes.Read(
        "/api/whoami",
        new("Keys", "whoAmI", "Who am I?", "The key, its holder and roles, the organisation, offices and delegations.", Takes.Everybody)
        {
            Answer = typeof(Answer),
        }, Show);

    private async Task<IResult> Show(HttpContext http)
    {
        var (caller, stop) = (Caller.Of(http), http.RequestAborted);
        var (key, id) = (caller.Identity, caller.Organisation);
        if (await organisations.Find(id, stop) is not { Created: { } created }) return Problems.NotFound;
        var person = key.Person is { } self ? await people.Find(id, self, stop) : null;
        var offices = person is null ? [] : await programmes.Find(id, [.. person.Registry.Joined
            .Where(j => j.Participation == Participation.Officer).Select(j => j.Programme).Distinct().Order()], stop);
        var delegations = (key.Person ?? key.Integrator) is { } holder ? await granted.Of(id, holder, stop) : [];
        return Answers.Json(new Answer(
            key.Key, key.Person, key.Person is null ? null : person is not null, key.Integrator, key.Roles,
            new(created.Id, created.Title, created.Kind, caller.Sandbox), caller.Today,
            [.. offices.Where(p => !p.State.Closed && p.State.Preparation.CuratorOn(caller.Today)?.Person == key.Person)
                .Select(p => new Office(p.Id, p.State.Charter!.Title, p.State.Preparation.CuratorOn(caller.Today)!.From))],
            [.. delegations.Select(d => Of(d.Programme, d.Delegation))]));
    }

    private static Delegated Of(Guid programme, Delegation d) =>
        new(d.Id, programme, d.Person, d.Integrator, d.From, d.Until, d.Role);
}
