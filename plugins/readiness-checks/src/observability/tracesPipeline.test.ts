import { describeCases } from '../__fixtures__/checkCases';
import { tracesPipelineCases } from './tracesPipeline.cases';

describeCases(tracesPipelineCases);
