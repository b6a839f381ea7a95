using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Privacy;

/// <summary>Discloses texts of the organisation, such as reasons, remarks and minutes, after the journal's entry is committed.</summary>
internal sealed class DisclosedTexts(AccessJournals journals, TextVault texts, Erasures erasures) : UseCase
{
    /// <param name="Texts">The ids of references, as entries and answers show them (<c>ref</c>).</param>
    /// <param name="Reason">Required of auditors.</param>
    public sealed record Request(IReadOnlyList<Guid> Texts, AccessPurpose Purpose, PrivateText? Reason = null) : Dated;

    /// <param name="Text">Absent for a text about a person, and for a destroyed one.</param>
    /// <param name="Commitment">SHA-256 over salt and text, to compare with the entry.</param>
    /// <param name="About">The person whom the text is about: it is read by a disclosure of personal data.</param>
    /// <param name="Destroyed">The text in place of a destroyed one.</param>
    public sealed record Disclosed(Guid Ref, string? Text = null, string? Commitment = null, Guid? About = null, string? Destroyed = null);

    /// <param name="Items">Empty for a dry run and for a repeat: a reading is recorded once and shown once.</param>
    public sealed record Answer(bool DryRun, bool Repeated, IReadOnlyList<Disclosed> Items, Receipt? Receipt);

    public override void Map(IEndpointRouteBuilder routes) => routes.Deciding<Request>(
        "/api/texts/disclosures",
        new("Privacy", "discloseTexts", "Read reasons and other texts",
            "Reasons of waivers, returns and corrections, minutes, conclusions: by their references. Each reading is recorded first: " +
            "who, which texts, what for; an auditor gives a reason and the purpose audit. The same Idempotency-Key shows nothing twice.",
            [.. Takes.Work, Role.Auditor])
        {
            Answer = typeof(Answer), Further = [StatusCodes.Status404NotFound],
            Example = new Request([Guid.Parse("0193b2f0-1111-7222-8333-444455556666")], AccessPurpose.Audit,
                new("Плановая проверка.")),
        }, Disclose);

    private async Task<IResult> Disclose(Incoming incoming, Request request)
    {
        var organisation = incoming.Caller.Organisation;
        Guid[] asked = [.. request.Texts.Distinct()];
        var owners = await texts.Owners(organisation, asked, incoming.Stop);
        var destroyed = await erasures.OfTexts(organisation, [.. asked.Except(owners.Keys)], incoming.Stop);
        if (asked.Any(t => !owners.ContainsKey(t) && !destroyed.ContainsKey(t))) return Problems.NotFound;
        var entry = new AccessEvent.TextsViewed(asked, request.Purpose, await incoming.Seal(request.Reason));
        var outcome = await journals.Record(entry, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, async decided =>
        {
            if (decided.DryRun || decided.Repeated) return Answers.Json(new Answer(decided.DryRun, decided.Repeated, [], decided.Receipt));
            var opened = await texts.OpenOwn(organisation, asked, incoming.Stop);
            return Answers.Json(new Answer(false, false, [.. asked.Select(Of)], decided.Receipt));

            Disclosed Of(Guid text) =>
                opened.TryGetValue(text, out var own) ? new(text, own.Text, own.Reference.Commitment)
                : owners.TryGetValue(text, out var owner) ? new(text, About: TextVault.PersonOf(owner))
                : new(text, Destroyed: destroyed[text].Mark(Sentences.English));
        });
    }
}
