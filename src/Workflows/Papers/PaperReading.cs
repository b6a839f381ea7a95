using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>Reads what papers are made of: folds, and from the vault the names and texts of those whose reading was recorded.</summary>
public sealed class PaperReading(
    StreamFold<Organisation> organisations, PrivacyEngine privacy, QuestionnaireLibrary questionnaires, CertificateAuditor certificates,
    PeopleEngine people, PersonVault persons, PeopleQueries queries, Erasures erasures, TextVault texts)
{
    /// <summary>The sources without names and texts.</summary>
    /// <param name="questionnaire">Code of a questionnaire; its latest version, the organisation's own before the shipped one.</param>
    /// <param name="verifyAt">The address of the page that checks certificates.</param>
    public async Task<PaperSources> Of(
        Guid organisation, ProgrammeFound found, PaperRequest request, string? questionnaire, string verifyAt, CancellationToken stop) =>
        new(found.Id, found.State, found.Definition, await organisations.Current(StreamNames.Organisation(organisation), stop),
            await privacy.Find(organisation, stop))
        {
            Category = KnownWordings.OfRequest,
            Questionnaire = request.Kind == PaperKind.Questionnaire && questionnaire is not null
                ? await Questionnaire(organisation, questionnaire, stop) : null,
            Certificate = request.Kind == PaperKind.ResultsCertificate ? await Certificate(organisation, found, request, verifyAt, stop)
                : null,
        };

    /// <summary>Those of some persons whose names may not be read for a purpose.</summary>
    public async Task<IReadOnlySet<Guid>> Hidden(
        Guid organisation, IReadOnlyCollection<Guid> whose, AccessPurpose purpose, CancellationToken stop) =>
        Restriction.Allows(purpose) ? new HashSet<Guid>() : await queries.Restricted(organisation, whose, stop);

    /// <summary>The sources with names and texts. The caller recorded the reading of <paramref name="whose"/> first.</summary>
    /// <param name="hidden">Persons whose processing is restricted: a mark stands in the place of their names.</param>
    public async Task<PaperSources> WithNames(
        Guid organisation, PaperSources sources, PaperRequest request, IReadOnlyList<Guid> whose, IReadOnlySet<Guid> hidden,
        CancellationToken stop)
    {
        Guid[] readable = [.. whose.Where(p => !hidden.Contains(p))];
        var opened = await persons.Open(organisation, readable, stop);
        var erased = await erasures.Of(organisation, readable, stop);
        var representatives = request.Kind == PaperKind.ConsentForm ? await Representatives(organisation, readable, stop) : [];
        return sources with
        {
            Person = id => hidden.Contains(id) ? new(Restriction.Mark(english: false))
                : opened.TryGetValue(id, out var found) ? Named(found.Details, sources, id, representatives.GetValueOrDefault(id))
                : new(erased.TryGetValue(id, out var gone) ? gone.Mark(english: false) : $"{id}"),
            Texts = await Texts(organisation, sources, readable, stop),
        };
    }

    private static PaperPerson Named(PersonDetails d, PaperSources sources, Guid id, IReadOnlyList<string>? representatives)
    {
        var grade = sources.State.Participants.Standings.GetValueOrDefault(id)?.Grade;
        string?[] work = [grade is null ? null : $"{grade}{d.ClassLetter} класс", d.Position, d.Workplace];
        return new(d.FullName, d.BirthDate, Joined(work, ", "), Joined([d.Phone, d.Email], "; "), representatives);
    }

    private static string? Joined(string?[] parts, string between) =>
        string.Join(between, parts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    private async Task<Dictionary<Guid, IReadOnlyList<string>>> Representatives(
        Guid organisation, Guid[] whose, CancellationToken stop)
    {
        Dictionary<Guid, IReadOnlyList<string>> found = [];
        foreach (var person in whose)
        {
            if (await people.Find(organisation, person, stop) is not { Registry.Representatives: { Count: > 0 } linked }) continue;
            var names = await persons.Open(organisation, [.. linked.Keys], stop);
            found[person] = [.. names.Values.Select(n => n.Details.FullName).Order(StringComparer.Ordinal)];
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, string>> Texts(
        Guid organisation, PaperSources sources, Guid[] whose, CancellationToken stop)
    {
        var goals = sources.State.Tandems.Tandems.Values.SelectMany(t => t.Plans).SelectMany(p => p.Goals).Select(g => g.Target)
            .OfType<TextReference>().ToList();
        var own = sources.State.Preparation.Of<Fact.AdministrativeMeetingHeld>().Select(m => m.Decisions)
            .Append(sources.Certificate?.Issued.Conclusions).OfType<TextReference>().ToList();
        var about = await texts.OpenAbout(organisation, whose, goals, stop);
        return about.Concat(await texts.Open(organisation, own, stop)).DistinctBy(t => t.Key).ToDictionary();
    }

    private async Task<Publishing.Questionnaire?> Questionnaire(Guid organisation, string code, CancellationToken stop)
    {
        foreach (var owner in (Guid[])[organisation, DefinitionLibrary.Everybody])
        {
            if ((await questionnaires.Published(owner, stop)).Where(q => q.Code == code).MaxBy(q => q.Version) is { } found) return found;
        }

        return null;
    }

    private async Task<CertificateSource?> Certificate(
        Guid organisation, ProgrammeFound found, PaperRequest request, string verifyAt, CancellationToken stop)
    {
        // A certificate is named by its own id, or by the document that its paper is registered as.
        var asked = request.Of is { } id && found.State.Certification.Find(id) is not null ? request.Of : null;
        return await certificates.Rebuild(organisation, found.Id, asked, stop) is
            { Verdict: Certificates.CertificateVerdict.Identical, Issued: { } issued, Certificate: { } made }
            ? new(issued, made, verifyAt) : null;
    }
}
