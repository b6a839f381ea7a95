using MentorshipFlow.Api.Audit;
using MentorshipFlow.Api.Definitions;
using MentorshipFlow.Api.Feed;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Jobs;
using MentorshipFlow.Api.Notices;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.People;
using MentorshipFlow.Api.Privacy;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Api.Regional;
using MentorshipFlow.Api.Sandboxes;
using MentorshipFlow.Api.Surveys;

namespace MentorshipFlow.Api;

/// <summary>All routes, one line per family.</summary>
internal static class AllRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map<Entries>();
        routes.Map<FiguresOfCertificate>();
        routes.Map<Checkpoints>();
        routes.Map<Verification>();
        routes.Map<PastStates>();
        routes.Map<ProgrammeBundles>();
        routes.Map<ReadJobs>();
        routes.Map<RebuildViews>();
        routes.Map<EventFeed>();
        routes.Map<ReadNotices>();
        routes.Map<Health>();
        routes.Map<Metrics>();
        routes.Map<OrganisationsOfInstallation>();
        routes.Map<Keys>();
        routes.Map<OperatorOfOrganisation>();
        routes.Map<Webhooks.Webhooks>();
        routes.Map<SandboxesOfOrganisation>();
        routes.Map<RegisterPerson>();
        routes.Map<ReadPeople>();
        routes.Map<SearchPeople>();
        routes.Map<ChangePerson>();
        routes.Map<Representatives>();
        routes.Map<Consents>();
        routes.Map<Restrictions>();
        routes.Map<Majorities>();
        routes.Map<ConsentTexts>();
        routes.Map<PublishDefinition>();
        routes.Map<ReadDefinitions>();
        routes.Map<DraftProgramme>();
        routes.Map<ReadProgrammes>();
        routes.Map<OverdueItems>();
        routes.Map<ReadProcessPosition>();
        routes.Map<ChangeProgramme>();
        routes.Map<MigrateDefinition>();
        routes.Map<Delegations>();
        routes.Map<PeopleOfProgramme>();
        routes.Map<FormsOfProgramme>();
        routes.Map<Facts>();
        routes.Map<Documents>();
        routes.Map<Files>();
        routes.Map<Roadmap>();
        routes.Map<ReadStages>();
        routes.Map<DecideStage>();
        routes.Map<ApproveStage>();
        routes.Map<ImportedBases>();
        routes.Map<ExportedBases>();
        routes.Map<ResultsCertificate>();
        routes.Map<Disclosures>();
        routes.Map<DisclosedFiles>();
        routes.Map<ErasureCases>();
        routes.Map<ReadParticipants>();
        routes.Map<ReadMentees>();
        routes.Map<MenteeApplications>();
        routes.Map<MenteeRequests>();
        routes.Map<MenteeForms>();
        routes.Map<MenteesInAndOut>();
        routes.Map<ReadMentors>();
        routes.Map<MentorApplications>();
        routes.Map<MentorsInAndOut>();
        routes.Map<MentorSelection>();
        routes.Map<TrainingOfMentors>();
        routes.Map<EntryMeasurements>();
        routes.Map<VoidParticipantFacts>();
        routes.Map<Questionnaires>();
        routes.Map<SurveyWaves>();
        routes.Map<SurveyLinksOfWave>();
        routes.Map<SurveyAnswers>();
        routes.Map<SurveyAnswersFile>();
        routes.Map<OwnSurvey>();
        routes.Map<SurveyPage>();
        routes.Map<Totals>();
    }
}
