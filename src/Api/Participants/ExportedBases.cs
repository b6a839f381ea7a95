using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Participants;

/// <summary>Exports both registers as files. A file contains names only after the access journal has recorded the export.</summary>
internal sealed class ExportedBases(ProgrammeEngine programmes, PeopleQueries queries, AccessJournals journals, PersonVault persons,
    Erasures erasures, TextVault texts) : UseCase
{
    /// <summary>The format of the file.</summary>
    public enum Format
    {
        /// <summary>One sheet, cells are texts.</summary>
        Xlsx,

        /// <summary>UTF-8 with BOM, semicolons.</summary>
        Csv,
    }

    /// <param name="Fields">The personal data to include; without any, the file shows codes in place of names.</param>
    /// <param name="Purpose">Required if fields are requested.</param>
    /// <param name="Reason">Required of auditors.</param>
    public sealed record Request(Format Format, IReadOnlyList<DisclosedField>? Fields = null, AccessPurpose? Purpose = null,
        PrivateText? Reason = null) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, RegisterKind.Mentees, "mentee-base", "exportMentees", "Export the base of mentees");
        Map(routes, RegisterKind.Mentors, "mentor-base", "exportMentors", "Export the base of mentors");
    }

    private void Map(IEndpointRouteBuilder routes, RegisterKind kind, string name, string operation, string summary) =>
        routes.Deciding<Request>(
        $"/api/programmes/{{programme}}/{name}/export",
        new("Participants", operation, summary,
            "The columns of the recommended form. Without fields persons stand by their codes; with fields the export is recorded in the " +
            "access journal first, and a repeat of the same key shows none. In the place of a restricted person's name stands a mark, " +
            "but for the purposes consent and audit.",
            [.. Takes.Work, Role.Auditor])
        {
            AnswerMediaType = "application/octet-stream", Sample = "ФИО наставляемого;Год рождения\r\nУчастник первый;2008\r\n",
            Example = new Request(Format.Xlsx, [DisclosedField.FullName, DisclosedField.Contacts], AccessPurpose.ProgrammeWork),
        },
        (incoming, request) => Export(incoming, request, kind, name));

    private async Task<IResult> Export(Incoming incoming, Request request, RegisterKind kind, string name)
    {
        if (await programmes.Find(incoming.Caller.Organisation, incoming.Id("programme"), incoming.Stop) is not { } found)
            return Problems.NotFound;
        DisclosedField[] fields = [.. (request.Fields ?? []).Distinct().Order()];
        var room = found.State.Participants;
        var rows = RegisterTable.Persons(room, kind);
        if (fields.Length > 0 && request.Purpose is null) return Problems.Field("/purpose", $"Required where fields are asked.");
        var hidden = fields.Length > 0 && !Restriction.Allows(request.Purpose!.Value)
            ? await queries.Restricted(incoming.Caller.Organisation, rows, incoming.Stop) : new HashSet<Guid>();
        Guid[] readable = [.. rows.Except(hidden)];
        var shown = fields.Length > 0 && readable.Length > 0;
        if (shown && request.Purpose is { } purpose)
        {
            var (allowed, problem) = await Record(incoming, new(name, readable, fields, purpose, await incoming.Seal(request.Reason)));
            if (problem is not null) return problem;
            shown = allowed;
        }

        var people = await People(incoming, room, kind, readable, shown ? fields : []);
        var mark = Restriction.Mark(Sentences.English);
        foreach (var person in hidden) people[person] = new(null, mark, new Dictionary<Guid, string>());
        var table = RegisterTable.Of(room, kind, found.Definition, p => people[p]);
        return request.Format == Format.Csv
            ? Results.File(SheetWriter.Csv(table), "text/csv; charset=utf-8", $"{name}.csv")
            : Results.File(SheetWriter.Xlsx(kind == RegisterKind.Mentees ? "База наставляемых" : "База наставников", table),
                SheetWriter.XlsxType, $"{name}.xlsx");
    }

    private async Task<(bool Allowed, IResult? Problem)> Record(Incoming incoming, AccessEvent.ExportMade entry)
    {
        var outcome = await journals.Record(entry, incoming.Context(), incoming.Stop);
        var shown = false;
        var answer = await incoming.Answer(outcome, decided =>
        {
            shown = decided is { DryRun: false, Repeated: false };
            return Results.Empty;
        });
        return (shown, answer as Problem);
    }

    private async Task<Dictionary<Guid, TablePerson>> People(
        Incoming incoming, ParticipantsRoom room, RegisterKind kind, IReadOnlyList<Guid> whose, DisclosedField[] fields)
    {
        var organisation = incoming.Caller.Organisation;
        var opened = fields.Length == 0 ? new Dictionary<Guid, OpenedPerson>() : await persons.Open(organisation, whose, incoming.Stop);
        var erased = await erasures.Of(organisation, whose, incoming.Stop);
        Dictionary<Guid, TablePerson> people = [];
        foreach (var person in whose)
        {
            var instead = erased.TryGetValue(person, out var gone) ? gone.Mark(Sentences.English) : $"{person}";
            var own = fields.Contains(DisclosedField.Texts) && HasTexts(room, kind, person)
                ? await texts.OpenAll(organisation, person, incoming.Stop)
                : new Dictionary<Guid, string>();
            people[person] = new(opened.TryGetValue(person, out var found) ? Cut(found.Details, fields, instead) : null, instead, own);
        }

        return people;
    }

    private static bool HasTexts(ParticipantsRoom room, RegisterKind kind, Guid person) =>
        kind == RegisterKind.Mentees ? room.Mentees[person].Requests.Exists(r => r.Text is not null)
            : room.Mentors[person].Offer.About is not null;

    private static PersonDetails Cut(PersonDetails d, DisclosedField[] fields, string instead)
    {
        bool Shows(DisclosedField field) => fields.Contains(field);
        return new(
            Shows(DisclosedField.FullName) ? d.FullName : instead, Shows(DisclosedField.BirthDate) ? d.BirthDate : null,
            Shows(DisclosedField.Contacts) ? d.Email : null,
            Shows(DisclosedField.Contacts) ? d.Phone : null, null, Shows(DisclosedField.Work) ? d.Workplace : null,
            Shows(DisclosedField.Work) ? d.Position : null,
            Shows(DisclosedField.Representative) ? d.Representative : null, Shows(DisclosedField.Other) ? d.Other : null,
            Shows(DisclosedField.BirthDate) ? d.BirthYear : null, Shows(DisclosedField.Work) ? d.ClassLetter : null);
    }
}
