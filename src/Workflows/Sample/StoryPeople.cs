using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Registers the people of a story, each with a consent signed on the day of the place.</summary>
public sealed class StoryPeople(StoryTeller teller, PeopleEngine people, PrivacyEngine privacy)
{
    /// <summary>Publishes the consent texts that ship with the program.</summary>
    internal async Task Publish(StoryPlace place, string title, CancellationToken stop)
    {
        var texts = ConsentTemplates.Shipped(new(title), new("Адрес выдуман"))
            .Select(t => new ConsentText(place.School.Of($"consent-text {t.Purpose}"), t.Purpose, t.Wording));
        var context = Context(place, "consent-texts");
        StoryTeller.Done(context, await privacy.Decide(new PrivacyCommand.PublishConsentTexts([.. texts]), context, stop));
    }

    /// <summary>Registers a person; a minor with the parent who signs.</summary>
    internal async Task Register(StoryPlace place, StoryPerson p, CancellationToken stop)
    {
        var born = await teller.Register(place, place.Ids.Of(p.Key), p, Role.Curator, stop);
        if (p.Parent is { } parent)
        {
            await Decide(place, p, "representative",
                new RegistryCommand.LinkRepresentative(place.Ids.Of(parent), RepresentativeKind.Parent), null, stop);
        }

        if (p.Kind != PersonKind.Parent) await Consent(place, p, born, stop);
    }

    private async Task Consent(StoryPlace place, StoryPerson p, DateOnly born, CancellationToken stop)
    {
        var (id, band, day) = (place.Ids.Of(p.Key), AgeBands.Of(born, place.Day), place.Day);
        Guid[] signers =
        [
            .. p.Parent is { } parent ? [place.Ids.Of(parent)] : Array.Empty<Guid>(),
            .. band < AgeBand.Fourteen ? [] : new[] { id },
        ];
        var proof = await teller.Seal(place, "Согласие выдумано вместе с участником.", stop, about: id);
        await Decide(place, p, "consent", new ConsentCommand.GiveConsent(
            place.Ids.Of($"consent {p.Key}"), ConsentPurpose.Participation, band, signers,
            place.School.Of($"consent-text {ConsentPurpose.Participation}"), day, day.AddYears(1), ConsentChannel.Electronic, null,
            proof.Reference, null), proof, stop);
    }

    private async Task Decide(StoryPlace place, StoryPerson p, string step, PersonCommand command, SealedText? text, CancellationToken stop)
    {
        var context = Context(place, $"{step}-{p.Key}") with { SideWrites = text is null ? [] : [text.Row] };
        StoryTeller.Done(context, await people.Decide(place.Ids.Of(p.Key), command, context, stop));
    }

    private CommandContext Context(StoryPlace place, string step) => teller.Context(place, step, Role.Curator, place.Day, []);
}
