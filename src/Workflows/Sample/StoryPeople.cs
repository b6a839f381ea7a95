using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Registers the people of a story, each with a consent signed today.</summary>
public sealed class StoryPeople(StoryTeller teller, PeopleEngine people, PrivacyEngine privacy, PersonVault vault)
{
    /// <summary>Publishes the consent texts that ship with the program.</summary>
    internal async Task Publish(StoryPlace place, string title, CancellationToken stop)
    {
        var texts = ConsentTemplates.Shipped(new(title), new("Адрес выдуман"))
            .Select(t => new ConsentText(place.Ids.Of($"consent-text {t.Purpose}"), t.Purpose, t.Wording));
        var context = Context(place, "consent-texts");
        StoryTeller.Done(context, await privacy.Decide(new PrivacyCommand.PublishConsentTexts([.. texts]), context, stop));
    }

    /// <summary>Registers a person; a minor with the parent who signs.</summary>
    internal async Task Register(StoryPlace place, StoryPerson p, CancellationToken stop)
    {
        var (id, born) = (place.Ids.Of(p.Key), place.Today.AddYears(-p.Age).AddMonths(-2));
        var details = new PersonDetails(p.FullName, born, Email: $"{p.Key}@example.invalid");
        var draft = vault.Draft(place.Organisation);
        var command = new RegistryCommand.RegisterPerson(
            id, place.Organisation, new([p.Kind], Contour.Internal, p.Grade, p.Experience, NewHire: false),
            AgeBands.Of(born, place.Today), draft.Register(id, details), details.Fields());
        var context = Context(place, $"person-{p.Key}") with { SideWrites = draft.Rows };
        StoryTeller.Done(context, await people.Register(command, details, namesake: false, context, stop));
        if (p.Parent is { } parent)
        {
            await Decide(place, p, "representative",
                new RegistryCommand.LinkRepresentative(place.Ids.Of(parent), RepresentativeKind.Parent), null, stop);
        }

        if (p.Kind != PersonKind.Parent) await Consent(place, p, born, stop);
    }

    private async Task Consent(StoryPlace place, StoryPerson p, DateOnly born, CancellationToken stop)
    {
        var (id, band, today) = (place.Ids.Of(p.Key), AgeBands.Of(born, place.Today), place.Today);
        Guid[] signers =
        [
            .. p.Parent is { } parent ? [place.Ids.Of(parent)] : Array.Empty<Guid>(),
            .. band < AgeBand.Fourteen ? [] : new[] { id },
        ];
        var proof = await teller.Seal(place, "Согласие выдумано вместе с участником.", stop, about: id);
        await Decide(place, p, "consent", new ConsentCommand.GiveConsent(
            place.Ids.Of($"consent {p.Key}"), ConsentPurpose.Participation, band, signers,
            place.Ids.Of($"consent-text {ConsentPurpose.Participation}"), today, today.AddYears(1), ConsentChannel.Electronic, null,
            proof.Reference, null), proof, stop);
    }

    private async Task Decide(StoryPlace place, StoryPerson p, string step, PersonCommand command, SealedText? text, CancellationToken stop)
    {
        var context = Context(place, $"{step}-{p.Key}") with { SideWrites = text is null ? [] : [text.Row] };
        StoryTeller.Done(context, await people.Decide(place.Ids.Of(p.Key), command, context, stop));
    }

    private CommandContext Context(StoryPlace place, string step) => teller.Context(place, step, Role.Curator, place.Today, []);
}
