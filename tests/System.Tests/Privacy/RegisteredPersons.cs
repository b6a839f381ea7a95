using MentorshipFlow.People;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Persons of a school, registered as the server does it: event, details and key in one decision.</summary>
internal static class RegisteredPersons
{
    public static async Task<Guid> Register(IServiceProvider services, Guid organisation, Guid by, PersonDetails details,
        params string[] texts)
    {
        T Get<T>() where T : notnull => (T)services.GetService(typeof(T))!;
        var (id, draft) = (Some.Id(), Get<PersonVault>().Draft(organisation));
        var reference = draft.Register(id, details);
        foreach (var text in texts) await draft.Seal(TextVault.OwnerOfPerson(id), text, TestContext.Current.CancellationToken);
        var command = new RegistryCommand.RegisterPerson(
            id, organisation, new([PersonKind.Learner], Contour.Internal, null, null, false), AgeBand.TenToThirteen, reference,
            [PersonField.FullName, PersonField.BirthDate]);
        var outcome = await Get<PeopleEngine>()
            .Register(command, details, false, Context(organisation, by, draft.Rows), TestContext.Current.CancellationToken);
        Assert.IsType<Outcome<Person>.Done>(outcome);
        return id;
    }

    public static CommandContext Context(Guid organisation, Guid by, IReadOnlyList<SideWrite>? beside = null) =>
        new(organisation, Some.Id().ToString(), new string('a', 64), new Issued(new Actor(by, null, Role.Head), new DateOnly(2026, 11, 20)),
            DryRun: false, beside ?? []);
}
